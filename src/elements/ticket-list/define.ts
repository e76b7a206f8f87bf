import { define } from '../parts/define.ts';
import { TicketList } from './ticket-list.ts';

define('ticket-list', TicketList);
