import { define } from '../parts/define.ts';
import { TicketBadge } from './ticket-badge.ts';

define('ticket-badge', TicketBadge);
