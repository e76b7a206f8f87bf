const { SCRIPT, GATEWAY } = process.env;

export default {
  title: 'Acme Help',
  // The way by a script tag. In the settings, not in a page: a page that a reader comes to by a link of the site runs no scripts.
  head: SCRIPT ? [['script', { 'type': 'module', 'src': SCRIPT, 'data-gateway': GATEWAY }]] : [],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.includes('-') } } },
  themeConfig: { nav: [{ text: 'Support', link: '/support' }] },
};
