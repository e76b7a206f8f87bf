import '../elements/ticket-badge/define.ts';
import { TicketBadge as Element } from '../elements/ticket-badge/ticket-badge.ts';
import { wrap } from './wrap.ts';

/** `<ticket-badge>` as a React component. */
export const TicketBadge = wrap('ticket-badge', Element);
