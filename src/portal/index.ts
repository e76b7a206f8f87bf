/** The browser side of a portal: what elements share. */
export { textIn } from '../contract/index.ts';
export * from './events.ts';
export { defaultPortal, portalAt, setDefaultPortal } from './find-portal.ts';
export { portalContext } from './portal-context.ts';
export { Portal, type PortalOptions } from './portal.ts';
export type { AccountOperation, RefreshOptions, TokenProvider } from './session-source.ts';
