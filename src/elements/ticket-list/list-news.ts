import type { TicketSummary } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';

/** What has happened between two looks at a list, in a sentence to be said; `''` where nothing of it needs to be. */
export function listNews({ t, format }: LocalizeController, before: readonly TicketSummary[], now: readonly TicketSummary[]): string {
  const known = new Map(before.map((row) => [row.id, row]));
  const latest = Math.max(0, ...before.map(activity));
  // What was further down comes up where others have gone: that is no news.
  const arrived = now.filter((row) => !known.has(row.id) && activity(row) > latest).length;
  const changed = now.filter((row) => {
    const former = known.get(row.id);
    return former !== undefined && (activity(row) > activity(former) || row.status.stage !== former.status.stage || row.status.category !== former.status.category);
  }).length;
  return format.list([arrived === 0 ? '' : t('list.arrived', { count: arrived }), changed === 0 ? '' : t('list.changed', { count: changed })].filter(Boolean));
}

const activity = ({ lastActivity }: TicketSummary): number => Date.parse(lastActivity);
