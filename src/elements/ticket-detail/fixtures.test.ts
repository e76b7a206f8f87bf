/** For the tests of a ticket's parts; no test itself: it is named like one so that the package does not ship it. */
import { fixture, html } from '@open-wc/testing';
import { memory, memoryAccess, sampleData, type MemoryAccess, type MemoryBackend, type MemoryTicket } from '../../adapters/memory/index.ts';
import type { Capabilities, PublicSettings, TicketingAdapter, TicketingOperation } from '../../contract/index.ts';
import { Portal } from '../../portal/index.ts';
import { MemoryWatch } from '../../portal/memory-watch.test.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import './define.ts';
import type { TicketDetail } from './ticket-detail.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

export const ALICE = 'alice@acme.example';
const NOW = Date.parse('2026-11-22T12:00:00Z');
const ago = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();

/** A ticket of Alice's with one message. */
export const ticketOf = (key: string, more: Partial<MemoryTicket> = {}): MemoryTicket => ({
  key, subject: `The ${key} ticket`, requester: ALICE, stage: 'in-progress', created: ago(5),
  messages: [{ visibility: 'public', author: ALICE, created: ago(5), text: 'Hello' }], ...more,
});

interface Options {
  readonly tickets?: readonly MemoryTicket[];
  /** The address of whose portal it is. */
  readonly customer?: string;
  readonly capabilities?: Partial<Omit<Capabilities, 'stages'>>;
  readonly replyToClosed?: 'reopen' | 'keep' | 'refuse';
  readonly settings?: PublicSettings;
  /** The portal is told what happens. */
  readonly live?: boolean;
}

let portals = 0;

/** A portal on a desk of its own. */
export class Desk {
  readonly backend: MemoryBackend;
  readonly access: MemoryAccess;
  readonly portal: Portal;
  /** Who listens to what happens. */
  readonly watching: MemoryWatch['watchers'];
  /** Makes a portal on the same desk as another tab has it, or the page after a reload. */
  readonly another: () => Portal;
  /** Every call of a write, with its input and idempotency key. */
  readonly calls: { readonly name: string; readonly input: Record<string, unknown>; readonly key: string }[] = [];

  /** What answers wait for, by operation; what has been asked for is done all the same. */
  readonly late = new Map<string, Promise<void>>();

  constructor({ tickets = [ticketOf('one')], customer = ALICE, settings, live = false, ...options }: Options = {}) {
    const data = { ...sampleData(NOW), tickets };
    this.backend = memory({ data, now: () => NOW, ...options });
    this.access = memoryAccess({ customers: data.customers, signedIn: customer });
    const name = data.customers.find(({ email }) => email === customer)?.name ?? customer;
    const adapter = this.backend.adapterFor({ id: '1', email: customer, name }, { views: ['mine', 'organization', 'cc'], filter: null });
    const key = `parts-${String(portals += 1)}-${String(Date.now())}`;
    const told = new MemoryWatch(this.backend, customer);
    this.watching = told.watchers;
    this.another = () => new Portal({
      key, access: this.access, ticketing: this.#watched(adapter),
      ...settings === undefined ? {} : { settings: () => Promise.resolve(settings) },
      ...live ? { watch: told.watch } : {},
    });
    this.portal = this.another();
  }

  #watched(adapter: TicketingAdapter): TicketingAdapter {
    const watched = Object.entries(adapter).map(([name, call]): [string, unknown] => [name, async (input: never, context: { readonly idempotencyKey?: string }) => {
      if (context.idempotencyKey !== undefined) this.calls.push({ name, input, key: context.idempotencyKey });
      const late = this.late.get(name);
      const answer = await (call as (input: never, context: object) => Promise<unknown>)(input, context);
      await late;
      return answer;
    }]);
    return Object.fromEntries(watched) as unknown as TicketingAdapter;
  }

  /** The idempotency keys of all calls of a write. */
  keys(name: TicketingOperation): string[] { return this.calls.flatMap((call) => (call.name === name ? [call.key] : [])); }

  /** A ticket as the backend keeps it. */
  ticket(key: string): ReturnType<Portal['ticketing']['getTicket']> { return this.portal.ticketing.getTicket({ ticketId: this.backend.idOf(key) }, {}); }

  async open(key = 'one', { portal = this.portal, ...attributes }: Partial<Pick<TicketDetail, 'ticketUrl' | 'lang' | 'portal'>> = {}): Promise<Page> {
    const element = await fixture<TicketDetail>(html`
      <ticket-detail .portal=${portal} ticket-id=${this.backend.idOf(key)} lang=${attributes.lang ?? 'en'} .ticketUrl=${attributes.ticketUrl ?? ''}></ticket-detail>`);
    return new Page(element);
  }
}

/** What a person does and sees. */
export class Page {
  readonly element: TicketDetail;
  constructor(element: TicketDetail) { this.element = element; }

  get root(): ShadowRoot { return this.element.shadowRoot!; }
  get text(): string { return textOf(this.element); }
  get focused(): Element | null { return this.root.activeElement; }
  /** What is said aloud. */
  get said(): string { return [...this.root.querySelectorAll('[role=status]')].map(({ textContent }) => textContent).join('').trim(); }
  /** Names of what is in copy. */
  get copies(): string[] { return [...this.root.querySelectorAll('.people .person > span')].map((one) => one.querySelector('bdi')!.textContent); }

  has(role: string, name?: string | RegExp): boolean { return allByRole(this.element, role, name).length > 0; }
  get(role: 'textbox' | 'button' | 'link' | 'checkbox', name?: string | RegExp): HTMLInputElement { return byRole(this.element, role, name) as HTMLInputElement; }
  all(role: string, name?: string | RegExp): HTMLElement[] { return allByRole(this.element, role, name); }
  async appears(role: string, name?: string | RegExp): Promise<HTMLElement> {
    await waitUntil(() => this.has(role, name), `${role} ${String(name)} does not appear in: ${this.text}`);
    return this.all(role, name)[0]!;
  }

  async until(text: string): Promise<void> { await waitUntil(() => this.text.includes(text), `“${text}” is not shown in: ${this.text}`); }

  async type(control: HTMLElement, value: string): Promise<void> {
    control.focus();
    (control as HTMLInputElement).value = value;
    control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.element.updateComplete;
  }
}

/** Whether the browser would ask before the page is left. */
export const asksBeforeLeaving = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
