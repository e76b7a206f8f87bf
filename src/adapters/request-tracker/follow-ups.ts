import type { RelatedTicket } from '../../contract/index.ts';
import type { TicketRecord } from './answers.ts';
import { displayId } from './mapping.ts';
import type { Reach } from './reach.ts';

/** As many as RT gives in one page. */
const MOST = 100;

/**
 * The tickets before and after one, by RT's links RefersTo. RT tells customers of links to any ticket, so only those are shown that they can reach; a ticket
 * cannot follow up a younger one.
 */
export async function relatedOf(reach: Reach, { id, _hyperlinks }: TicketRecord, signal?: AbortSignal): Promise<{ followUpOf: RelatedTicket | null; followUps: RelatedTicket[] }> {
  const linked = (wanted: string, isRight: (other: number) => boolean): number[] => _hyperlinks
    .filter(({ ref, type }) => ref === wanted && type === 'ticket').map((link) => Number(link.id)).filter((other) => Number.isSafeInteger(other) && isRight(other));
  const before = linked('refers-to', (other) => other < id);
  const after = linked('referred-to-by', (other) => other > id);
  const wanted = [...before, ...after].slice(0, MOST);
  const rows = wanted.length === 0 ? [] : await reach.rows(wanted, signal);
  const shown = (ids: readonly number[]): RelatedTicket[] =>
    rows.filter((row) => ids.includes(row.id)).map((row) => ({ id: String(row.id), displayId: displayId(row.id), subject: row.Subject }));
  return { followUpOf: shown(before).at(-1) ?? null, followUps: shown(after) };
}
