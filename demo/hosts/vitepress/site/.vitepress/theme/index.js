import DefaultTheme from 'vitepress/theme';

/** The way by the npm package: the elements' code is bundled with the site. */
export default {
  extends: DefaultTheme,
  async enhanceApp() {
    // The pages are rendered on a server first, where there is nothing to register.
    if (import.meta.env.SSR) return;
    const [{ portalAt, setDefaultPortal }] = await Promise.all([import('portico-portal'), import('portico-portal/define')]);
    setDefaultPortal(portalAt(import.meta.env.VITE_GATEWAY));
  },
};
