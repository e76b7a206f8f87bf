import { afterEach } from 'node:test';
import { memory, sampleData, type MemoryBackend, type MemoryOptions } from '../../adapters/memory/index.ts';
import {
  access, decodeResponse, encodeRequest, isPortalError, portalOperations, settingsOperations, ticketing,
  type BackendDescription, type ErrorCode, type Operation, type PortalSettingsInput, type SettingsState,
} from '../../contract/index.ts';
import { GATEWAY, gatewayOver, signedIn, type Browser, type TestGateway } from '../helpers.node.test.ts';
import type { GatewayOptions } from '../index.ts';

export const OWNER = 'olga@owner.example';
export const EDITOR = 'eddie@owner.example';
export const ALICE = 'alice@acme.example';

/** A ticketing system whose description a test changes while it runs. */
export interface DescribedBackend extends MemoryBackend { description: BackendDescription }

const TEXT = ['is', 'is-not', 'contains', 'not-contains', 'is-known', 'is-unknown'] as const;

export const DESCRIPTION: BackendDescription = {
  name: 'memory',
  properties: [
    { id: 'subject', label: 'Subject', type: 'text', operators: [...TEXT] },
    { id: 'stage', label: 'Stage', type: 'choice', operators: ['is', 'is-not', 'in', 'not-in'], options: ['new', 'in-progress', 'waiting', 'solved', 'rejected'].map((value) => ({ value, label: value })) },
    { id: 'category', label: 'Status', type: 'choice', operators: ['is', 'is-not'], options: [{ value: 'open', label: 'Open' }, { value: 'closed', label: 'Closed' }] },
    { id: 'created', label: 'Created', type: 'date', operators: ['before', 'after'] },
    { id: 'field:product', label: 'Product', type: 'choice', operators: ['is', 'in', 'is-known'], options: [{ value: 'cloud', label: 'Cloud' }, { value: 'desktop', label: 'Desktop' }] },
    { id: 'field:seats', label: 'Seats', type: 'number', operators: ['is'] },
    { id: 'field:callback', label: 'Call back', type: 'boolean', operators: ['is'] },
  ],
  queues: [{ id: 'support', name: 'Support' }, { id: 'old', name: 'Old inbox', problem: 'disabled' }, { id: 'secret', name: 'Secret inbox', problem: 'no-rights' }],
  stages: [{ id: 'new', label: 'New', category: 'open' }, { id: 'solved', label: 'Solved', category: 'closed' }],
  fields: [{ id: 'product', label: 'Product', type: 'select' }, { id: 'order', label: 'Order', type: 'text' }, { id: 'severity', label: 'Severity', type: 'select' }],
  forms: [
    {
      id: 'problem', name: 'Report a problem', queue: 'support', fields: [
        { id: 'subject', label: 'Subject', type: 'text' },
        { id: 'product', label: 'Product', type: 'select', options: [{ value: 'cloud', label: 'Cloud' }, { value: 'desktop', label: 'Desktop' }] },
        { id: 'order', label: 'Order', type: 'text' },
      ],
    },
    { id: 'question', name: 'Ask a question', queue: 'support', fields: [{ id: 'subject', label: 'Subject', type: 'text' }, { id: 'message', label: 'Message', type: 'textarea' }] },
    { id: 'nowhere', name: 'Nowhere', queue: null, fields: [{ id: 'product', label: 'Product', type: 'select' }] },
    { id: 'dusty', name: 'Dusty', queue: 'old', fields: [{ id: 'product', label: 'Product', type: 'select' }] },
  ],
  can: { threads: true, inbox: true, cc: true, rate: true, followUp: true, close: true, reopen: true },
};

/** The sample data, with a description of its own. */
export function described(how: MemoryOptions = {}): DescribedBackend {
  const backend: DescribedBackend = { ...memory({ data: sampleData(), ...how }), description: DESCRIPTION, describe: async () => backend.description };
  return backend;
}

export const ownedGateway = (options: Partial<GatewayOptions> = {}, backend = described()): TestGateway<DescribedBackend> => gatewayOver(backend, { owners: [OWNER], ...options });

/** Starts gateways with an owner, and ends them after the test. Each takes its own database unless it is told another. */
export function gateways(): (options?: Partial<GatewayOptions>, backend?: DescribedBackend) => TestGateway<DescribedBackend> {
  const open: TestGateway<DescribedBackend>[] = [];
  afterEach(async () => { for (const gateway of open.splice(0)) await gateway.close(); });
  return (options, backend) => {
    const gateway = ownedGateway(options, backend);
    open.push(gateway);
    return gateway;
  };
}

/** For `assert.rejects`. */
export const is = (code: ErrorCode, what = /./) => (error: unknown): boolean => isPortalError(error, code) && what.test(error.message);

/** A document of few words. */
export const settings = (part: Partial<PortalSettingsInput> = {}): PortalSettingsInput & Record<string, unknown> => ({ version: 1, ...part });

const TABLES: Readonly<Record<string, Operation>> = { ...ticketing, ...access, ...portalOperations, ...settingsOperations };

/** Sends an operation of any table. @returns what was answered: status, code, body */
export async function send(tab: Pick<Browser, 'fetch'>, name: string, input: Readonly<Record<string, unknown>> = {}): Promise<Response> {
  const { path, ...init } = encodeRequest(TABLES[name]!, input, crypto.randomUUID());
  return tab.fetch(new Request(GATEWAY + path, init));
}

/** The same, for what has to succeed. @throws PortalError */
export const ask = async <Answer = SettingsState>(tab: Pick<Browser, 'fetch'>, name: string, input: Readonly<Record<string, unknown>> = {}): Promise<Answer> =>
  await decodeResponse(TABLES[name]!, await send(tab, name, input)) as Answer;

/** A browser in which an owner has signed in. */
export const owner = (gateway: TestGateway<DescribedBackend>, email = OWNER): Promise<Browser> => signedIn(gateway, email);
