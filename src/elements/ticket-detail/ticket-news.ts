import type { Message } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';

/** What has happened between two looks at a ticket, to be said; `''` where nothing of it needs to be. @param status What the status is called, where that is new. */
export function ticketNews({ t, format }: LocalizeController, before: readonly Message[], now: readonly Message[], status: string): string {
  const known = new Set(before.map(({ id }) => id));
  const arrived = now.filter(({ id, author }) => !author.isMe && !known.has(id)).length;
  return format.list([arrived === 0 ? '' : t('ticket.newMessages', { count: arrived }), status === '' ? '' : t('ticket.newStatus', { status })].filter(Boolean));
}
