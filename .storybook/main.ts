import type { StorybookConfig } from '@storybook/web-components-vite';
import type { Plugin } from 'vite';

/** `virtual:custom-elements`: the manifest, read from the sources as they are now. */
const manifestPlugin: Plugin = {
  name: 'portico-manifest',
  resolveId: (id) => (id === 'virtual:custom-elements' ? `\0${id}` : undefined),
  async load(id) {
    if (id !== '\0virtual:custom-elements') return undefined;
    const { manifest } = await import('../.config/manifest.mjs');
    return `export default ${JSON.stringify(manifest())};`;
  },
};

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-a11y', '@storybook/addon-docs', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: async (vite) => {
    const { mergeConfig } = await import('vite');
    // The package's own vite.config.ts builds the script tag; a story book needs none of it.
    const { build: _build, base: _base, define: _define, ...rest } = vite;
    return mergeConfig(rest, { plugins: [manifestPlugin] });
  },
};

export default config;
