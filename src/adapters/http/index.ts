/** The gateway's client: the contracts over HTTP, for browsers and for Node. */
export { http, httpAccess } from './http.ts';
export type { HttpOptions } from './caller.ts';
