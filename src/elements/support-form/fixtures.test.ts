/** For the tests of the form; no test itself: it is named like one so that the package does not ship it. */
import { fixture, html } from '@open-wc/testing';
import { memory, memoryAccess, type MemoryAccess, type MemoryBackend, type MemoryTicket } from '../../adapters/memory/index.ts';
import type { Capabilities, FileSource, Form, FormField, PublicSettings, Stage } from '../../contract/index.ts';
import { Portal } from '../../portal/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import './define.ts';
import type { SupportForm } from './support-form.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const CUSTOMERS = [
  { email: 'alice@acme.example', name: 'Alice', organizations: [], password: 'pw' },
  { email: 'bob@acme.example', name: 'Bob', organizations: [], password: 'pw' },
];

export const field = (id: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({ id, type, label: id[0]!.toUpperCase() + id.slice(1), required: false, ...more });

export const FIELDS: readonly FormField[] = [
  field('subject', 'text', { required: true, maxLength: 60 }),
  field('message', 'textarea', { required: true, minLength: 10, help: 'What happened?' }),
  field('product', 'select', { required: true, options: [{ value: 'cloud', label: 'Cloud' }, { value: 'desktop', label: 'Desktop' }] }),
  field('component', 'select', { dependsOn: 'product', options: [{ value: 'api', label: 'API', when: ['cloud'] }, { value: 'setup', label: 'Setup', when: ['desktop'] }] }),
  field('browsers', 'multiselect', { options: [{ value: 'c', label: 'Chrome' }, { value: 'f', label: 'Firefox' }] }),
  field('seats', 'number', { min: 1 }),
  field('since', 'date', { min: '2020-01-01' }),
  field('callback', 'checkbox'),
  field('attachments', 'file', { label: 'Files' }),
];

export const FORM: Form = { id: 'problem', name: 'Report a problem', description: '<b>Tell</b> us', fields: [...FIELDS] };
export const QUESTION: Form = { id: 'question', name: 'Ask a question', fields: [field('subject', 'text', { required: true }), field('details', 'textarea')] };

interface Options {
  readonly forms?: readonly Form[];
  readonly signedIn?: string;
  readonly capabilities?: Partial<Omit<Capabilities, 'stages'>>;
  readonly tickets?: readonly MemoryTicket[];
  /** What the owner has decided, besides the time to undo. */
  readonly settings?: PublicSettings;
  /** Default 0: what is sent is gone. */
  readonly undoSeconds?: number;
  /** Of a portal that was there before: what it has kept on the device is there. */
  readonly key?: string;
}

const STAGES: readonly Stage[] = [{ id: 'open', label: 'Open', category: 'open' }, { id: 'closed', label: 'Closed', category: 'closed' }];

let portals = 0;

export class World {
  readonly backend: MemoryBackend;
  readonly access: MemoryAccess;
  readonly portal: Portal;
  readonly key: string;
  /** What createTicket waits for. */
  gate: Promise<unknown> = Promise.resolve();
  /** Every call of createTicket. */
  readonly created: { values: Record<string, unknown>; files: Record<string, readonly FileSource[]>; key: string; followUpOf: string | undefined }[] = [];

  constructor({ forms = [FORM], signedIn = 'alice@acme.example', capabilities = {}, tickets = [], settings = ownerSettings(), undoSeconds = 0, key = `test-${String(portals += 1)}-${String(Date.now())}` }: Options = {}) {
    this.key = key;
    this.backend = memory({ data: { customers: CUSTOMERS, forms, tickets, stages: STAGES }, capabilities });
    this.access = memoryAccess({ customers: CUSTOMERS, signedIn });
    const adapter = this.backend.adapterFor({ id: '1', email: signedIn, name: 'Alice' }, { views: ['mine'], filter: null });
    const createTicket = adapter.createTicket;
    this.portal = new Portal({
      key, access: this.access, settings: () => Promise.resolve({ ...settings, actions: { ...settings.actions, undoSeconds } }),
      ticketing: { ...adapter, ...(createTicket === undefined ? {} : { createTicket: async (input, context) => {
        this.created.push({ values: input.values, files: input.files, key: context.idempotencyKey, followUpOf: input.followUpOf });
        await this.gate;
        return createTicket(input, context);
      } }) },
    });
  }

  async tickets(): Promise<string[]> {
    return (await this.portal.ticketing.listTickets({}, {})).items.map(({ subject }) => subject);
  }
}

/** What a person does and sees, by labels and roles. */
export class Page {
  readonly element: SupportForm;
  constructor(element: SupportForm) { this.element = element; }

  get root(): ShadowRoot { return this.element.shadowRoot!; }
  get text(): string { return this.root.textContent.replace(/\s+/g, ' ').trim(); }
  get heading(): string { return this.root.querySelector('h1, h2, h3')?.textContent ?? ''; }
  get focused(): Element | null { return this.root.activeElement; }

  control(label: string): HTMLInputElement {
    const found = this.find(label);
    if (found === undefined) throw new Error(`No control is labelled “${label}”.`);
    return found;
  }

  select(label: string): HTMLSelectElement { return this.control(label) as HTMLElement as HTMLSelectElement; }

  find(label: string): HTMLInputElement | undefined {
    const name = (element: Element): string => element.textContent.replace('*', '').replace('(required)', '').trim();
    const match = [...this.root.querySelectorAll('label')].find((element) => name(element) === label);
    return (match?.control ?? undefined) as HTMLInputElement | undefined;
  }

  group(name: string): HTMLElement | undefined {
    return [...this.root.querySelectorAll<HTMLElement>('fieldset')].find((group) => group.querySelector('legend')?.textContent.startsWith(name));
  }

  button(name: string): HTMLButtonElement {
    const found = this.findButton(name);
    if (found === undefined) throw new Error(`No button “${name}”.`);
    return found;
  }

  findButton(name: string): HTMLButtonElement | undefined {
    return [...this.root.querySelectorAll('button')].find((button) => (button.getAttribute('aria-label') ?? button.textContent).trim() === name);
  }

  links(): HTMLAnchorElement[] { return [...this.root.querySelectorAll('a')]; }

  async type(label: string, value: string): Promise<void> {
    const control = this.control(label);
    control.focus();
    control.value = value;
    control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
    await this.element.updateComplete;
  }

  async choose(label: string, option: string): Promise<void> {
    const select = this.select(label);
    const wanted = [...select.options].find(({ text }) => text === option);
    if (wanted === undefined) throw new Error(`${label} does not offer “${option}”, but ${this.options(label).join(', ')}.`);
    select.value = wanted.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await this.element.updateComplete;
  }

  options(label: string): string[] { return [...this.select(label).options].filter(({ hidden }) => !hidden).map(({ text }) => text); }

  /** Chooses a form, where there are several. */
  async chooseForm(name: string): Promise<void> {
    await waitUntil(() => this.group('Kind of request') !== undefined, 'there is a choice');
    await this.check(name);
  }

  async check(label: string): Promise<void> {
    this.control(label).click();
    await this.element.updateComplete;
  }

  async pick(...files: File[]): Promise<void> {
    const input = this.root.querySelector<HTMLInputElement>('input[type=file]')!;
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await this.element.updateComplete;
  }

  async fill(): Promise<void> {
    await this.type('Subject', 'Printer on fire');
    await this.type('Message', 'It burns since noon.');
    await this.choose('Product', 'Cloud');
  }

  async submit(): Promise<void> {
    this.button('Submit').click();
    await this.element.updateComplete;
  }

  /** Texts that a screen reader gets with a control, besides its name. */
  description(control: HTMLElement): string {
    return (control.getAttribute('aria-describedby') ?? '').split(' ').map((id) => this.root.getElementById(id)?.textContent.trim() ?? '').join(' ').trim();
  }

  /** What is said aloud. */
  said(): string { return [...this.root.querySelectorAll('[role=status]')].map(({ textContent }) => textContent).join('').trim(); }
}

export async function open(world: World, attributes: Partial<Pick<SupportForm, 'formId' | 'prefill' | 'ticketUrl' | 'followUpOf'>> = {}): Promise<Page> {
  const element = await fixture<SupportForm>(html`<support-form .portal=${world.portal} .formId=${attributes.formId ?? ''} .prefill=${attributes.prefill ?? {}} .ticketUrl=${attributes.ticketUrl ?? ''} .followUpOf=${attributes.followUpOf ?? ''}></support-form>`);
  return new Page(element);
}

export async function openForm(world = new World(), attributes: Parameters<typeof open>[1] = {}): Promise<Page> {
  const page = await open(world, attributes);
  await waitUntil(() => page.findButton('Submit') !== undefined, 'the form is there');
  return page;
}

export const file = (name: string, size: number): File => new File([new Uint8Array(size)], name, { type: 'text/plain' });
