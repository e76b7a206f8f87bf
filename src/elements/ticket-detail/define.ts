import { define } from '../parts/define.ts';
import { TicketDetail } from './ticket-detail.ts';

define('ticket-detail', TicketDetail);
