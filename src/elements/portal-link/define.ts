import { define } from '../parts/define.ts';
import { PortalLink } from './portal-link.ts';

define('portal-link', PortalLink);
