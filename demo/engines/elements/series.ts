import type { HostPage, Places } from '../../strict/world.ts';
import type { Series } from '../series.ts';
import { access } from './access.ts';
import { languages } from './languages.ts';
import { single } from './single.ts';
import { page, startElements, type ElementsWorld } from './world.ts';

const AXE = '<script src="/axe/axe.min.js"></script>';
const DARK = '<style>:root { color-scheme: dark } body { background: #14161a; color: #e8e8e8 }</style>';
const PORTAL = '<main><customer-portal></customer-portal></main>';
/** The ticket is the one that the address names. */
const NAMED = '<script>addEventListener("DOMContentLoaded", () => document.querySelector("ticket-detail").setAttribute("ticket-id", new URLSearchParams(location.search).get("id")))</script>';

const pages = (places: Places): Readonly<Record<string, HostPage>> => ({
  'portal-login': page(places, '<main><portal-login></portal-login></main>'),
  'ticket-list': page(places, '<main><ticket-list page-size="3" ticket-url="/ticket-detail?id={id}"></ticket-list></main>'),
  'ticket-detail': page(places, '<main><ticket-detail></ticket-detail></main>', { head: NAMED }),
  'support-form': page(places, '<main><support-form form-id="problem"></support-form></main>'),
  'link-badge': page(places, '<nav><portal-link href="/customer-portal"><ticket-badge></ticket-badge></portal-link></nav>'),
  'portal-settings': page(places, '<main><portal-settings></portal-settings></main>'),
  'portal-settings-axe': page(places, '<main><portal-settings></portal-settings></main>', { head: AXE }),
  'customer-portal': page(places, PORTAL),
  'customer-portal-axe': page(places, PORTAL, { head: AXE }),
  'dark-axe': page(places, PORTAL, { head: AXE + DARK }),
  'korean': page(places, PORTAL, { html: 'lang="ko"' }),
  'arabic': page(places, PORTAL, { html: 'lang="ar" dir="rtl"' }),
});

/** Every element by itself, languages, and what all people need. */
export const elements: Series<ElementsWorld> = {
  title: 'the elements',
  start: (engine) => startElements(engine, pages),
  journeys: [...single, ...languages, ...access],
};
