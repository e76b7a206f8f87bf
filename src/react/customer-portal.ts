import '../elements/customer-portal/define.ts';
import { CustomerPortal as Element } from '../elements/customer-portal/customer-portal.ts';
import { wrap } from './wrap.ts';

/** `<customer-portal>` as a React component. */
export const CustomerPortal = wrap(
  'customer-portal', Element, 'sign-in', 'view-change', 'query-change', 'ticket-select', 'ticket-loaded', 'back',
  'before-reply', 'reply-sent', 'before-close', 'before-reopen', 'follow-up', 'before-submit', 'ticket-created',
);
