import '../elements/portal-login/define.ts';
import { PortalLogin as Element } from '../elements/portal-login/portal-login.ts';
import { wrap } from './wrap.ts';

/** `<portal-login>` as a React component. */
export const PortalLogin = wrap('portal-login', Element, 'sign-in', 'view-change');
