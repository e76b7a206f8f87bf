import '../elements/portal-link/define.ts';
import { PortalLink as Element } from '../elements/portal-link/portal-link.ts';
import { wrap } from './wrap.ts';

/** `<portal-link>` as a React component. */
export const PortalLink = wrap('portal-link', Element);
