/**
 * The elements as React components, with their properties and events as props: `<SupportForm onTicketCreated={…} />`.
 * Importing one registers its element, and those that it shows; nothing else of the library is fetched.
 */
export { CustomerPortal } from './customer-portal.ts';
export { PortalLink } from './portal-link.ts';
export { PortalLogin } from './portal-login.ts';
export { PortalSession } from './portal-session.ts';
export { PortalSettings } from './portal-settings.ts';
export { SupportForm } from './support-form.ts';
export { TicketBadge } from './ticket-badge.ts';
export { TicketDetail } from './ticket-detail.ts';
export { TicketList } from './ticket-list.ts';
