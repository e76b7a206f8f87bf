import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, fireEvent, waitFor } from 'storybook/test';
import { defaultSettings, type ErrorCode, type PortalSettings as Settings } from '../src/contract/index.ts';
import '../src/elements/portal-settings/define.ts';
import { inside, rootOf } from './play.ts';
import { sampleOwner, type SampleOwner, type SampleOwnerOptions } from './sample-owner.ts';

interface Args {
  settings: Partial<Settings>;
  role: NonNullable<SampleOwnerOptions['role']>;
  kept: NonNullable<SampleOwnerOptions['kept']>;
  signedOut: boolean;
  error: ErrorCode | 'never answers' | '';
  delay: number;
  lang: string;
  dir: 'ltr' | 'rtl' | 'auto';
  width: string;
  headingLevel: number;
}

let owner: SampleOwner;

const meta: Meta<Args> = {
  title: 'Elements/portal-settings',
  component: 'portal-settings',
  args: { settings: {}, role: 'owner', kept: 'database', signedOut: false, error: '', delay: 0, lang: '', dir: 'auto', width: '100%', headingLevel: 2 },
  argTypes: {
    role: { control: 'inline-radio', options: ['owner', 'editor'] },
    kept: { control: 'inline-radio', options: ['database', 'file'] },
    error: { control: 'select', options: ['', 'never answers', 'forbidden', 'unavailable', 'network', 'timeout'] },
    lang: { control: 'select', options: ['', 'en', 'ko'] },
    dir: { control: 'inline-radio', options: ['auto', 'ltr', 'rtl'] },
  },
  render: ({ settings, role, kept, signedOut, error, delay, lang, dir, width, headingLevel }) => {
    // What one story leaves unsaved is not another's.
    owner = sampleOwner({ settings, role, kept, signedOut, delay, key: `stories-${String(Math.random())}` });
    if (error !== '') owner.faults.set('getSettings', error === 'never answers' ? 'hang' : error);
    return html`
      <div lang=${lang || nothing} dir=${dir === 'auto' ? nothing : dir} style=${styleMap({ inlineSize: width, marginInline: 'auto' })}>
        <portal-settings .portal=${owner.portal} heading-level=${headingLevel}></portal-settings>
      </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

const settingsIn = (canvas: HTMLElement) => inside(canvas, 'portal-settings');

/** What concerns the portal as a whole. */
export const General: Story = {};

/** What customers see of tickets, and what they may do. */
export const Templates: Story = {
  play: async ({ canvasElement }) => {
    const settings = await settingsIn(canvasElement);
    (await settings.findByRole('tab', { name: 'Templates' })).click();
    await settings.findByText('312 tickets match');
    (await settings.findByRole('button', { name: 'Add a condition' })).click();
    await fireEvent.change(await settings.findByRole('combobox', { name: 'Property, condition 1' }), { target: { value: 'subject' } });
    await fireEvent.input(await settings.findByRole('textbox', { name: 'Value, condition 1' }), { target: { value: 'Call about the warranty' } });
    await settings.findByText('1 ticket matches');
  },
};

/** The real elements, as a customer would see them, while the settings are being edited. */
export const LivePreview: Story = {
  args: { settings: { brand: { ...defaultSettings().brand, theme: { accent: '#0f766e', radius: 10 } } } },
  play: async ({ canvasElement }) => {
    (await (await settingsIn(canvasElement)).findByRole('button', { name: 'Preview' })).click();
    const root = await rootOf(canvasElement, 'portal-settings');
    await waitFor(async () => {
      const list = root.querySelector('.frame')?.shadowRoot?.querySelector('ticket-list')?.shadowRoot;
      await expect(list?.textContent).toContain('Sign-in loops back to the start page');
    });
  },
};

/** Something has been changed and not saved. */
export const Unsaved: Story = {
  play: async ({ canvasElement }) => {
    const settings = await settingsIn(canvasElement);
    await fireEvent.input(await settings.findByLabelText('Portal name'), { target: { value: 'Acme Support' } });
    await settings.findByRole('button', { name: 'Save' });
  },
};

/** Somebody else has saved meanwhile. */
export const Conflict: Story = {
  play: async ({ canvasElement }) => {
    const settings = await settingsIn(canvasElement);
    await fireEvent.input(await settings.findByLabelText('Portal name'), { target: { value: 'Acme Support' } });
    owner.saveElsewhere((saved) => ({ ...saved, name: { en: 'Help desk' }, path: '/help' }), 'A new name');
    (await settings.findByRole('button', { name: 'Save' })).click();
    await settings.findByText('Somebody else has saved meanwhile');
  },
};

/** What the settings speak of is not there any more; and something is missing. */
export const Problems: Story = {
  args: {
    settings: {
      enabled: false, name: {},
      tickets: { ...defaultSettings().tickets, filter: { all: [{ property: 'field:region', operator: 'is', value: 'EU' }] }, fields: ['severity', 'gone'] },
      form: { ...defaultSettings().form, forms: [{ id: 'deleted', conditions: {} }] },
    },
  },
  play: async ({ canvasElement }) => { await (await settingsIn(canvasElement)).findByText('3 things need your attention'); },
};

export const Versions: Story = {
  play: async ({ canvasElement }) => {
    const settings = await settingsIn(canvasElement);
    await settings.findByRole('tab', { name: 'Versions' });
    owner.saveElsewhere((saved) => ({ ...saved, name: { en: 'Help desk' } }), 'A new name');
    (await settings.findByRole('tab', { name: 'Versions' })).click();
    (await settings.findByRole('button', { name: 'Compare version 2 with the current one' })).click();
    await settings.findByRole('table');
  },
};

/** Kept in a file: everything can be tried, nothing can be saved. */
export const InAFile: Story = { args: { kept: 'file', settings: { name: { en: 'Acme Support' } } } };

/** An editor cannot change who edits. */
export const Editor: Story = { args: { role: 'editor', settings: { editors: ['eve@desk.example'] } } };

export const Forbidden: Story = {
  args: { error: 'forbidden' },
  play: async ({ canvasElement }) => { await (await settingsIn(canvasElement)).findByText('You may not open these settings'); },
};

export const Unavailable: Story = { args: { error: 'unavailable' } };

export const Loading: Story = { args: { error: 'never answers' } };

export const SignedOut: Story = { args: { signedOut: true } };

export const Phone: Story = { args: { width: '22.5rem' } };

export const Dark: Story = { globals: { backgrounds: { value: 'dark' } } };

export const Korean: Story = { args: { lang: 'ko', settings: { name: { en: 'Acme Support', ko: 'Acme 고객 지원' } } } };

export const RightToLeft: Story = { args: { dir: 'rtl' } };
