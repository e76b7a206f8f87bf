/** Registers every element. For applications that bundle for themselves; pages use the script tag. */
import './elements/customer-portal/define.ts';
import './elements/portal-link/define.ts';
import './elements/portal-login/define.ts';
import './elements/portal-session/define.ts';
import './elements/portal-settings/define.ts';
import './elements/support-form/define.ts';
import './elements/ticket-badge/define.ts';
import './elements/ticket-detail/define.ts';
import './elements/ticket-list/define.ts';
