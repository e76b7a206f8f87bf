import '../elements/ticket-detail/define.ts';
import { TicketDetail as Element } from '../elements/ticket-detail/ticket-detail.ts';
import { wrap } from './wrap.ts';

/** `<ticket-detail>` as a React component. */
export const TicketDetail = wrap('ticket-detail', Element, 'ticket-loaded', 'back', 'before-reply', 'reply-sent', 'before-close', 'before-reopen', 'follow-up', 'ticket-select');
