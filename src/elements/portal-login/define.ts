import { define } from '../parts/define.ts';
import { PortalLogin } from './portal-login.ts';

define('portal-login', PortalLogin);
