import { memory, memoryAccess, sampleData, type MemoryAccess, type MemoryBackend, type MemoryOptions } from '../src/adapters/memory/index.ts';
import { defaultSettings, publicPart, type PortalSettings } from '../src/contract/index.ts';
import { Portal } from '../src/index.ts';
import { policyFrom, withPolicy } from '../src/policy/index.ts';

/** The customers of the sample data, for a story's controls. */
export const CUSTOMERS = ['alice@acme.example', 'bob@acme.example', 'carol@globex.example', 'dave@acme.example', 'erin@globex.example'];

/** How a story's portal is made. */
export interface SampleOptions extends Omit<MemoryOptions, 'data'> {
  /** Whose portal it is; default Alice's. */
  readonly customer?: string;
  /** The views that this customer is granted; default all. */
  readonly views?: readonly ('mine' | 'organization' | 'cc')[];
  /** The member of the support team who looks at the portal as this customer. */
  readonly agent?: string;
  /** Tickets besides those of the sample data. */
  readonly tickets?: ReturnType<typeof sampleData>['tickets'];
  /** Nobody is signed in at the start. */
  readonly signedOut?: boolean;
  /** What the owner has decided; what is left out is as in a portal that nobody has touched. Without it there is no owner. Goes over `views`. */
  readonly settings?: Partial<PortalSettings> | undefined;
  /** Signing in never gets an answer. */
  readonly signInHangs?: boolean;
}

let portals = 0;

/** Very many tickets of a customer, with titles of one to three lines. */
export const manyTickets = (requester: string, count: number): NonNullable<SampleOptions['tickets']> => Array.from({ length: count }, (_, index) => {
  const created = new Date(Date.now() - (index + 1) * 3_600_000).toISOString();
  const subject = `Sensor ${String(index + 1)} ${'reports no data since the last update '.repeat(index % 4)}`.trim();
  return { key: `many-${String(index)}`, requester, stage: 'in-progress', created, subject, messages: [{ visibility: 'public', author: requester, created, text: 'Please have a look.' }] };
});

/** A ticket with very many messages; its key is `very-long`. */
export const veryLongTicket = (requester: string, count: number): NonNullable<SampleOptions['tickets']>[number] => ({
  key: 'very-long', requester, stage: 'in-progress', created: new Date(Date.now() - (count + 1) * 3_600_000).toISOString(), subject: 'A thousand messages',
  messages: Array.from({ length: count }, (_, index) => ({
    visibility: 'public', author: requester, created: new Date(Date.now() - (count - index) * 3_600_000).toISOString(), html: `<p>Message <b>${String(index + 1)}</b></p><p>${'It still happens. '.repeat(1 + index % 9)}</p>`,
  })),
});

/** A portal over the sample data, fresh for each story, with its backend and access to make things go wrong. */
export function samplePortal(options: SampleOptions = {}): { readonly portal: Portal; readonly backend: MemoryBackend; readonly access: MemoryAccess } {
  const { customer = 'alice@acme.example', views = ['mine', 'organization', 'cc'], signedOut = false, agent = '', signInHangs = false, settings, tickets = [], ...rest } = options;
  const sample = sampleData();
  const data = { ...sample, tickets: [...sample.tickets, ...tickets] };
  const backend = memory({ ...rest, data });
  const answering = memoryAccess({ customers: data.customers, ...(signedOut || agent !== '' ? {} : { signedIn: customer }) });
  if (agent !== '') {
    const token = new URLSearchParams(answering.previewLink({ agent, customer })).get('token') ?? '';
    void answering.openPreview({ token }, { idempotencyKey: 'preview' });
  }
  const access = signInHangs ? { ...answering, signIn: () => new Promise<never>(() => undefined) } : answering;
  const name = data.customers.find(({ email }) => email === customer)?.name ?? customer;
  // What one story keeps on the device is not there in the next one.
  const key = `stories-${String(portals += 1)}-${String(Date.now())}`;
  // The last visit was three days ago.
  localStorage.setItem(`portico:seen:${key}:${customer}`, JSON.stringify({ since: Date.now() - 3 * 24 * 3_600_000, tickets: {} }));
  const person = { id: '1', email: customer, name };
  if (settings === undefined) return { backend, access, portal: new Portal({ key, access, ticketing: backend.adapterFor(person, { views, filter: null }) }) };
  const decided = { ...defaultSettings(), ...settings };
  // What a gateway does, in the page: good enough for a story.
  const ticketing = withPolicy(backend, (contact) => policyFrom(decided, { ...contact, groups: () => Promise.resolve([]) }))(person);
  return { backend, access, portal: new Portal({ key, access, ticketing, settings: () => Promise.resolve(publicPart(decided)) }) };
}
