import { memory, sampleData, type MemoryData, type MemoryMessage, type MemoryTicket } from '../../src/adapters/memory/index.ts';
import { createGateway } from '../../src/gateway/index.ts';
import type { Answer } from './site.ts';

/**
 * A gateway whose answers are kept: what it says is real, how long it takes to say it is not part of what is measured.
 */
export interface Stub {
  /** Answers to a customer who is signed in. */
  readonly signedIn: (path: string) => Promise<Answer>;
  /** Answers to nobody. */
  readonly signedOut: (path: string) => Promise<Answer>;
  /** The ticket that was active last. */
  readonly newest: string;
  readonly close: () => Promise<void>;
}

const CUSTOMER = { email: 'alice@acme.example', name: 'Alice Archer', password: 'correct horse battery' };
const AGENT = 'sam@support.example';
const BEGIN = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;
const at = (hours: number): string => new Date(BEGIN + hours * HOUR).toISOString();

const SUBJECTS = ['Cannot sign in since the update', 'Invoice shows the wrong address', 'Export stops after a thousand rows', 'A question about our contract', 'The sensor reports no data'];

/** Messages of a conversation in turns, every other one with markup, as mails have it. */
const conversation = (count: number, since: number): MemoryMessage[] => Array.from({ length: count }, (_, index): MemoryMessage => {
  const author = index % 2 === 0 ? CUSTOMER.email : AGENT;
  const base = { visibility: 'public', author, created: at(since + index) } as const;
  const text = `Message ${String(index + 1)}: we have looked at it again, and it happens on two of our three machines, always after lunch.`;
  return index % 4 < 2 ? { ...base, text } : { ...base, html: `<p>${text}</p><ul><li>Version <b>4.2</b></li><li><a href="https://status.example/">Status</a></li></ul><p>Best regards</p>` };
});

/** The sample data with tickets of one customer: the newest has the most messages, the others have one each. */
export function world({ tickets, messages }: { readonly tickets: number; readonly messages: number }): MemoryData {
  const data = sampleData();
  const stages = data.stages.map(({ id }) => id);
  return {
    ...data, agents: [...data.agents, { email: AGENT, name: 'Sam Support' }],
    tickets: Array.from({ length: tickets }, (_, index): MemoryTicket => ({
      key: `bench-${String(index)}`, requester: CUSTOMER.email, created: at(index), subject: `${SUBJECTS[index % SUBJECTS.length] ?? ''} (${String(index + 1)})`,
      stage: stages[index % stages.length] ?? 'new', messages: conversation(index === tickets - 1 ? messages : 1, index),
    })),
  };
}

/** A gateway on data in memory, with one customer who has signed in. */
export async function startStub(data: MemoryData): Promise<Stub> {
  const base = 'https://gateway.example';
  const gateway = createGateway({
    backend: memory({ data }), database: { sqlite: ':memory:' }, secret: 'a secret for measuring that is long enough', baseURL: base, logger: () => undefined,
  });
  await gateway.accounts.create(CUSTOMER);
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => gateway.fetch(
    new Request(base + path, { ...init, headers: { 'Origin': base, ...init.headers as Record<string, string> } }), { address: '192.0.2.1' });
  const session = await ask('/v1/session', {
    method: 'POST', body: JSON.stringify({ email: CUSTOMER.email, password: CUSTOMER.password }), headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'sign-in' },
  });
  const cookie = session.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const keeping = (init: RequestInit): ((path: string) => Promise<Answer>) => {
    const kept = new Map<string, Promise<Answer>>();
    return (path) => {
      let answer = kept.get(path);
      if (answer === undefined) {
        kept.set(path, answer = ask(path, init).then(async (response) => ({
          status: response.status, type: response.headers.get('Content-Type') ?? 'application/json', body: new Uint8Array(await response.arrayBuffer()),
        })));
      }
      return answer;
    };
  };
  const signedIn = keeping({ headers: { Cookie: cookie } });
  const { items } = JSON.parse(new TextDecoder().decode((await signedIn('/v1/tickets?limit=1')).body)) as { items: { id: string }[] };
  const newest = items[0]?.id;
  if (newest === undefined) throw new Error('The customer has no ticket.');
  return { signedIn, signedOut: keeping({}), newest, close: async () => { await gateway.close(); } };
}
