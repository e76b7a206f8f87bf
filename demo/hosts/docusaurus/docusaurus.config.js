const { ORIGIN, SCRIPT, GATEWAY } = process.env;

export default {
  title: 'Acme Help',
  url: ORIGIN,
  baseUrl: '/',
  future: { v4: true },
  // In the settings, not in a page: a page that a reader comes to by a link of the site runs no scripts.
  scripts: [{ 'src': SCRIPT, 'type': 'module', 'data-gateway': GATEWAY }],
  presets: [['classic', { docs: { routeBasePath: '/', sidebarPath: undefined }, blog: false, theme: { customCss: './custom.css' } }]],
  themeConfig: {
    navbar: {
      title: 'Acme Help',
      items: [{ type: 'html', position: 'right', value: '<portal-link class="navbar__link" href="/support"><ticket-badge></ticket-badge></portal-link>' }],
    },
    colorMode: { respectPrefersColorScheme: true },
  },
};
