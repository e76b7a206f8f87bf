import '../elements/portal-settings/define.ts';
import { PortalSettings as Element } from '../elements/portal-settings/portal-settings.ts';
import { wrap } from './wrap.ts';

/** `<portal-settings>` as a React component. */
export const PortalSettings = wrap('portal-settings', Element);
