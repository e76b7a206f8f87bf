import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../src/elements/customer-portal/define.ts';
import '../src/elements/portal-login/define.ts';
import { inside } from './play.ts';
import { samplePortal } from './sample-portal.ts';

/** A site that knows nothing of the portal: what its own style sheet says, in light and in dark. */
interface Site {
  readonly name: string;
  readonly rules: string;
  readonly light: string;
  readonly dark: string;
}

const SITES: readonly Site[] = [
  {
    name: 'Design tokens',
    rules: `font: 16px/1.5 system-ui, sans-serif; color: var(--foreground); background: var(--background);
      .link { color: var(--primary); } .button { padding: 8px 16px; border: 0; border-radius: 6px; font: inherit; font-weight: 500; color: var(--primary-foreground); background: var(--primary); }`,
    light: '--background: #fff; --foreground: #0f172a; --primary: oklch(0.541 0.281 293); --primary-foreground: #fff; --border: #e2e8f0; --accent: #f1f5f9;',
    dark: '--background: #0b0f1a; --foreground: #e2e8f0; --primary: oklch(0.702 0.183 293); --primary-foreground: #0b0f1a; --border: #1e293b; --accent: #1e293b;',
  },
  {
    name: 'Rules, no tokens',
    rules: 'font: 17px/1.6 Georgia, serif; .link { color: #9f1239; } .button { padding: 6px 14px; border: 1px solid #4c0519; border-radius: 0; font: inherit; color: #fff1f2; background: #9f1239; }',
    light: 'background: #fffaf5; color: #29241f;',
    dark: 'background: #1c1917; color: #e7e5e4; .link { color: #fda4af; }',
  },
  {
    name: 'Bright and round',
    rules: 'font: 15px/1.5 Verdana, sans-serif; .link { color: inherit; } .button { padding: 10px 22px; border: 0; border-radius: 999px; font: inherit; font-weight: 700; color: #000; background: #9dff20; }',
    light: 'background: #fff; color: #000;',
    dark: 'background: #122; color: #eff;',
  },
];

interface Args {
  dark: boolean;
  theme: 'none' | '';
  signedIn: boolean;
}

/** The site's style sheet, which applies to what is around it. */
function sheet(rules: string): HTMLStyleElement {
  return Object.assign(document.createElement('style'), { textContent: `@scope { :scope { padding: 24px; ${rules} } }` });
}

function site({ name, rules, light, dark }: Site, args: Args): TemplateResult {
  const { portal } = samplePortal({ signedOut: !args.signedIn });
  return html`
    <article aria-label=${name}>
      ${sheet(`${rules} ${args.dark ? dark : light}`)}
      <p>The site’s own text, with <a class="link" href="#site">a link</a> in it. <button class="button" type="button">The site’s button</button></p>
      ${args.signedIn ? html`<customer-portal .portal=${portal} routing="none" theme=${args.theme}></customer-portal>` : html`<portal-login .portal=${portal} theme=${args.theme}></portal-login>`}
    </article>`;
}

/** The same element in sites of different design: it takes fonts, colours, links, buttons and roundness from each, and says nothing of its own. */
const meta: Meta<Args> = {
  title: 'Theming',
  args: { dark: false, theme: '', signedIn: false },
  // Three sites in one page: each has its portal, under the name that all of them have.
  parameters: { a11y: { config: { rules: [{ id: 'landmark-unique', enabled: false }] } } },
  argTypes: { theme: { control: 'select', options: ['', 'none'] } },
  render: (args) => html`<div style="display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22em), 1fr))">${SITES.map((one) => site(one, args))}</div>`,
};
export default meta;

type Story = StoryObj<Args>;

/** The main button of the portal is the site's. */
const likeTheSite: Story['play'] = async ({ canvasElement }) => {
  for (const page of canvasElement.querySelectorAll('article')) {
    const own = getComputedStyle(page.querySelector('.button')!);
    const login = page.querySelector('portal-login');
    if (login === null) throw new Error('There is no sign-in.');
    await inside(page, 'portal-login');
    await waitFor(() => expect(login.shadowRoot?.querySelector('.primary')).toBeTruthy());
    const portals = getComputedStyle(login.shadowRoot!.querySelector('.primary')!);
    await expect([portals.borderRadius, portals.fontFamily]).toEqual([own.borderRadius, own.fontFamily]);
  }
};

export const Light: Story = { play: likeTheSite };

export const Dark: Story = { args: { dark: true }, play: likeTheSite };

/** Portico's own look, with the site's font and colours of text. */
export const None: Story = { args: { theme: 'none' } };

export const Portal: Story = { args: { signedIn: true } };
