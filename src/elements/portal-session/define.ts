import { define } from '../parts/define.ts';
import { PortalSession } from './portal-session.ts';

define('portal-session', PortalSession);
