import { define } from '../parts/define.ts';
import { CustomerPortal } from './customer-portal.ts';

// Fetched when first shown: nobody pays for what they do not see.
CustomerPortal.viewLoaders = {
  login: () => import('../portal-login/define.ts'),
  list: () => import('../ticket-list/define.ts'),
  ticket: () => import('../ticket-detail/define.ts'),
  new: () => import('../support-form/define.ts'),
};

define('customer-portal', CustomerPortal);
