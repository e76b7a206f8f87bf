import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { memory, sampleData } from '../../adapters/memory/index.ts';
import { openDatabase, type Database } from '../database.ts';
import type { LogEntry } from '../log.ts';
import { migrate } from '../migrations.ts';
import { settingsOf, type DatabaseOption, type GatewayOptions } from '../options.ts';
import { createOutbox } from './create-outbox.ts';
import type { MailOption } from './mail-option.ts';
import type { MailOrder, Outbox } from './outbox.ts';

/** A mail as a mail server got it. */
export interface ReceivedMail {
  readonly sender: string;
  readonly receivers: readonly string[];
  readonly raw: string;
  readonly header: (name: string) => string | undefined;
  /** Its parts by their type, decoded. */
  readonly parts: Readonly<Record<string, string>>;
}

/** A real mail server on this machine. */
export interface MailServer {
  readonly url: string;
  readonly received: ReceivedMail[];
  stop(): Promise<void>;
}

/** @param refuse The reply to a receiver who gets nothing. @param password What clients have to sign in with. */
export async function startMailServer({ port = 0, refuse, password }: { port?: number; refuse?: (receiver: string) => number | undefined; password?: string } = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: password === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'], allowInsecureAuth: true, closeTimeout: 100, disableReverseLookup: true,
    onAuth(auth, _session, done) {
      if (auth.password === password) done(null, { user: 'portal' });
      else done(new Error('Wrong password for bob@acme.example'));
    },
    onRcptTo({ address }, _session, done) {
      const code = refuse?.(address);
      done(code === undefined ? null : Object.assign(new Error(`Nothing for ${address}`), { responseCode: code }));
    },
    onData(stream, { envelope }, done) {
      void buffer(stream).then((bytes) => {
        received.push(parsed(bytes.toString('latin1'), envelope.mailFrom === false ? '' : envelope.mailFrom.address, envelope.rcptTo.map(({ address }) => address)));
        done();
      });
    },
  });
  server.on('error', () => undefined); // a client that goes away
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`, received,
    stop: () => new Promise((resolve) => { server.close(() => { resolve(); }); }),
  };
}

function parsed(raw: string, sender: string, receivers: readonly string[]): ReceivedMail {
  const { header, body } = split(raw);
  const boundary = /boundary="?([^";]+)/.exec(header('Content-Type') ?? '')?.[1] ?? '';
  const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => split(part.replace(/^\r\n/, '')));
  return {
    sender, receivers, raw, header,
    parts: Object.fromEntries(parts.map((part) => [part.header('Content-Type')?.split(';')[0] ?? '', decoded(part.body, part.header('Content-Transfer-Encoding'))] as const)),
  };
}

function split(raw: string): { header: (name: string) => string | undefined; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const header = (name: string): string | undefined => {
    const line = lines.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return line?.slice(name.length + 1).trim()
      .replace(/(\?=) +(=\?)/g, '$1$2')
      .replace(/=\?utf-8\?(q|b)\?(.*?)\?=/gi, (_, encoding: string, text: string) => decoded(text.replaceAll('_', encoding.toLowerCase() === 'q' ? ' ' : '_'), encoding.toLowerCase() === 'q' ? 'quoted-printable' : 'base64'));
  };
  return { header, body: raw.slice(end + 4) };
}

function decoded(body: string, encoding = ''): string {
  if (encoding.toLowerCase() === 'base64') return Buffer.from(body, 'base64').toString();
  const bytes = encoding.toLowerCase() === 'quoted-printable'
    ? body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : body;
  return Buffer.from(bytes, 'latin1').toString();
}

/** An outbox over a real database, whose time stands still. */
export interface TestOutbox extends Outbox {
  readonly db: Database;
  readonly log: LogEntry[];
  /** Time goes by, in seconds. */
  wait(seconds: number): void;
  /** Ends the outbox and its database. */
  end(): Promise<void>;
}

export async function outboxOver(mail: MailOption | undefined, { database = { sqlite: ':memory:' }, ...options }: Partial<GatewayOptions> & { database?: DatabaseOption } = {}): Promise<TestOutbox> {
  let now = Date.now();
  const log: LogEntry[] = [];
  const settings = settingsOf({
    backend: memory({ data: sampleData() }), database, secret: 'a secret for tests that is long enough', baseURL: 'https://support.portal.example', clock: () => now,
    name: 'Example Support', ...mail === undefined ? {} : { mail }, ...options, access: { portalURL: 'https://support.portal.example/', ...options.access },
  });
  const opened = await openDatabase(database);
  await migrate(opened.db, opened.type);
  const outbox = createOutbox(opened.db, settings, (entry) => { log.push(entry); });
  return {
    ...outbox, db: opened.db, log,
    wait(seconds) { now += seconds * 1000; },
    async end() {
      await outbox.close();
      await opened.close();
    },
  };
}

export const LINK = 'https://www.example.com/support#portal=new-password&token=abc';
/** A mail to somebody. */
export const order = (changes: Partial<MailOrder> = {}): MailOrder => ({ kind: 'reset', to: 'alice@acme.example', name: 'Alice Archer', language: 'en', link: LINK, minutes: 30, ...changes });
