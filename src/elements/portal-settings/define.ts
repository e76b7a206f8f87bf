import { define } from '../parts/define.ts';
import { PortalSettings } from './portal-settings.ts';

define('portal-settings', PortalSettings);
