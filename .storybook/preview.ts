import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from 'virtual:custom-elements';

setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    // a violation fails the story's test
    a11y: { test: 'error' },
    backgrounds: {
      options: { light: { name: 'Light', value: '#ffffff' }, dark: { name: 'Dark', value: '#15181c' } },
    },
    controls: { expanded: true, sort: 'requiredFirst' },
    docs: { story: { inline: true } },
  },
  globalTypes: {
    direction: {
      description: 'Writing direction of the page',
      toolbar: { icon: 'transfer', items: [{ value: 'ltr', title: 'Left to right' }, { value: 'rtl', title: 'Right to left' }] },
    },
    locale: {
      description: 'Language of the page',
      toolbar: { icon: 'globe', items: ['en', 'de', 'fr', 'es', 'ar', 'he', 'ja', 'ko', 'zh-Hans'] },
    },
  },
  initialGlobals: { backgrounds: { value: 'light' }, direction: 'ltr', locale: 'en' },
  decorators: [
    // What a host page sets, on the page itself: elements must find it by themselves.
    (story, { globals, parameters }) => {
      const page = document.documentElement;
      const { direction, locale, backgrounds } = { ...globals, ...parameters['globals'] } as Record<string, unknown>;
      const dark = (backgrounds as { value?: string } | undefined)?.value === 'dark';
      page.dir = String(direction);
      page.lang = String(locale);
      page.style.colorScheme = dark ? 'dark' : 'light';
      page.style.color = dark ? '#e8eaed' : '#1c1f23';
      page.style.backgroundColor = dark ? '#15181c' : '#ffffff';
      return story();
    },
  ],
};

export default preview;
