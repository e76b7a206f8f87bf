import '../elements/portal-session/define.ts';
import { PortalSession as Element } from '../elements/portal-session/portal-session.ts';
import { wrap } from './wrap.ts';

/** `<portal-session>` as a React component. */
export const PortalSession = wrap('portal-session', Element);
