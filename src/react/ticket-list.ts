import '../elements/ticket-list/define.ts';
import { TicketList as Element } from '../elements/ticket-list/ticket-list.ts';
import { wrap } from './wrap.ts';

/** `<ticket-list>` as a React component. */
export const TicketList = wrap('ticket-list', Element, 'ticket-select', 'query-change');
