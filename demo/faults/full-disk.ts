import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPortalError } from '../../src/contract/index.ts';
import { Random } from '../policy/random.ts';
import { Customer } from './customer.ts';
import { deskSystem } from './desk-system.ts';
import { sqliteProblem } from './integrity.ts';
import { startLane } from './lane.ts';
import { problemOfConversation, randomFiles, type Sending } from './sending.ts';
import { mountSmallDisk } from './small-disk.ts';

/** What customers and owner are told while a disk is full, and what is there afterwards. */
export interface FullDiskReport {
  /** The status and the code of the first answer to a write that found no room. */
  readonly told: string;
  /** Milliseconds that this took. */
  readonly after: number;
  /** The line of the log. */
  readonly logged: string;
  /** What could not be read meanwhile. */
  readonly unreadable: string | null;
  /** What is wrong afterwards. */
  readonly problems: readonly string[];
}

const CUSTOMER = { email: 'customer@acme.example', name: 'Customer', password: 'password of a customer' };
/** Bytes of the files of a reply, and of the disk in MB: room for some replies. */
const FILES = 400_000;
const DISK = 16;

/** Fills the disk of the gateway's database or of the desk's while a customer sends, and empties it again. */
export async function fillDiskOf(which: 'gateway' | 'desk'): Promise<FullDiskReport> {
  const disk = mountSmallDisk(DISK);
  const folder = await mkdtemp(join(tmpdir(), 'portico-roomy-'));
  const path = (name: 'gateway' | 'desk'): string => join(name === which ? disk.folder : folder, `${name}.sqlite`);
  const system = await deskSystem({ sqlite: path('desk') }, [CUSTOMER]);
  const lane = await startLane({ system, customers: [CUSTOMER], database: { sqlite: path('gateway') }, settings: { version: 1 } });
  try {
    const session = new Customer(lane.wire.url, CUSTOMER);
    await session.signIn();
    const ticketId = await system.openTicket(CUSTOMER, 'A full disk');
    const random = new Random(1);
    const sent: Sending[] = [];
    const reply = (): Sending => ({ ticketId, subject: '', text: `reply ${String(sent.length)}`, files: randomFiles(random, FILES) });
    const send = async (sending: Sending): Promise<void> => {
      await session.send(sending, 'once');
      sent.push(sending);
    };
    for (let count = 0; count < 3; count++) await send(reply());

    await disk.fill();
    let refused: { sending: Sending; key: string; error: unknown; after: number } | undefined;
    while (refused === undefined) {
      const [sending, key, begun] = [reply(), crypto.randomUUID(), performance.now()];
      // Some room may be left within the files of the database.
      refused = await session.attempt(sending, key).then(() => { sent.push(sending); return undefined; }, (error: unknown) => ({ sending, key, error, after: performance.now() - begun }));
    }
    const unreadable = await session.client().listMessages({ ticketId }, {}).then(({ items }) => (items.length === sent.length + 1 ? null : `${String(items.length)} messages`), String);
    const logged = lane.gateway.complaints.split('\n').findLast((line) => line.includes('"level":"error"')) ?? '';

    await disk.empty();
    await session.attempt(refused.sending, refused.key);
    sent.push(refused.sending);
    await send(reply());
    const problems = [await problemOfConversation(system, ticketId, sent), await sqliteProblem(path('gateway')), await sqliteProblem(path('desk'))].filter((problem) => problem !== null);
    const { error, after } = refused;
    return { told: isPortalError(error) ? error.code : String(error), after, logged, unreadable, problems };
  } finally {
    await lane.end();
    disk.end();
    await rm(folder, { recursive: true });
  }
}
