/** Portico's browser side: portals, element classes with their events, errors. Importing it registers nothing. */
export { isPortalError, PortalError, type ErrorCode, type Issue } from './contract/errors.ts';
export * from './elements/customer-portal/customer-portal.ts';
export * from './elements/parts/ticket-select-event.ts';
export * from './elements/portal-link/portal-link.ts';
export * from './elements/portal-login/portal-login.ts';
export * from './elements/portal-session/portal-session.ts';
export * from './elements/portal-settings/portal-settings.ts';
export * from './elements/support-form/support-form.ts';
export * from './elements/ticket-badge/ticket-badge.ts';
export * from './elements/ticket-detail/ticket-detail.ts';
export * from './elements/ticket-list/ticket-list.ts';
export * from './portal/index.ts';
