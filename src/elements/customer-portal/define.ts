import '../portal-login/define.ts';
import { define } from '../parts/define.ts';
import { CustomerPortal } from './customer-portal.ts';

// Fetched when first shown: whoever only signs in pays for nothing else.
CustomerPortal.viewLoaders = {
  list: () => import('../ticket-list/define.ts'),
  ticket: () => import('../ticket-detail/define.ts'),
  new: () => import('../support-form/define.ts'),
};

define('customer-portal', CustomerPortal);
