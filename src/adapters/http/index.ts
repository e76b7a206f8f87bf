/** The gateway's client: the contracts over HTTP, for browsers and for Node. */
export { httpAccess } from './access.ts';
export type { HttpOptions } from './caller.ts';
export { http } from './http.ts';
export { httpPortal } from './portal.ts';
export { httpSettings } from './settings.ts';
export { httpWatch, type Watcher } from './watch.ts';
