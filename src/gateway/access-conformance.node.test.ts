import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { after, before, describe, it, mock } from 'node:test';
import { startPostgres } from '../../demo/backends/postgresql/start.mjs';
import { http } from '../adapters/http/index.ts';
import { httpAccess } from '../adapters/http/access.ts';
import { accessSuite, type AccessHarness, type SentMail } from '../testing/index.ts';
import { changingGateway } from './access/access-helpers.node.test.ts';
import { authenticator } from './access/authenticator.node.test.ts';
import { GATEWAY, PAGE } from './helpers.node.test.ts';
import type { DatabaseOption, Mail } from './index.ts';

const SHOP = 'https://shop.example';
const UNLIMITED = { signInsPerAccountAndAddress: 1e6, signInsPerAccount: 1e6, signInsPerAddress: 1e6, mailsPerAccountAndAddress: 1e6, mailsPerAccount: 1e6, mailsPerAddress: 1e6, writesPerMinute: 1e6 };
/** Of what kind a mail is, by the view that its link leads to. */
const KINDS: Readonly<Record<string, SentMail['kind']>> = {
  'verify': 'verification', 'sign-in': 'known-address', 'new-password': 'reset', 'sign-in-link': 'sign-in', 'invitation': 'invitation', 'reset': 'password-changed',
};

/** What somebody reads in a mail. */
function readMail({ to, text }: Mail): SentMail {
  const fragment = new URLSearchParams(/#(\S+)/.exec(text)?.[1] ?? '');
  const [token, code] = [fragment.get('token'), /^\d{4} \d{4}$/m.exec(text)?.[0].replace(' ', '')];
  return { kind: KINDS[fragment.get('portal') ?? 'sign-in-link']!, to, ...token === null ? {} : { token }, ...code === undefined ? {} : { code } };
}

/** The whole way: the browser's adapter, the gateway, its database, and mails as they are sent. */
async function makeAccess(database: DatabaseOption, done: () => Promise<void> = () => Promise.resolve()): Promise<AccessHarness> {
  const mails: SentMail[] = [];
  const portalURL = `${PAGE}/support`;
  const portal = await changingGateway({ portalURL }, {
    database, limits: UNLIMITED, origins: [PAGE, SHOP],
    mail: { from: 'support@portal.example', send: (mail) => { mails.push(readMail(mail)); return Promise.resolve(); } },
  });
  return {
    sites: [PAGE, SHOP],
    browser(site) {
      const { fetch } = portal.tab({ origin: site });
      return { access: httpAccess({ gateway: GATEWAY, fetch }), ticketing: http({ gateway: GATEWAY, fetch }) };
    },
    setRules: (rules) => { portal.change({ ...rules, portalURL }); },
    createAccount: async (account) => { await portal.now().accounts.create(account); },
    disableAccount: (email) => portal.now().accounts.disable(email),
    setMember: async (group, member, isIn) => { await portal.now().groups[isIn ? 'add' : 'remove'](group, member); },
    invite: async (guest) => { await portal.now().invitations.send(guest); },
    withdrawInvitation: (email) => portal.now().invitations.withdraw(email),
    preview: async (people) => new URLSearchParams(new URL((await portal.now().previews.link(people)).url).hash.slice(1)).get('token')!,
    async mails() {
      // A mail that is on its way is in the database.
      while (await portal.db.selectFrom('portico_mail').select('id').limit(1).executeTakeFirst() !== undefined) await new Promise(setImmediate);
      return mails;
    },
    wait: (minutes) => { mock.timers.tick(minutes * 60_000); },
    authenticator: (site) => authenticator(site),
    async close() {
      await portal.close();
      await done();
    },
  };
}

const postgres = await startPostgres().catch((error: unknown) => error as Error);
// better-auth has no clock of its own.
mock.timers.enable({ apis: ['Date'], now: Date.now() });
// Hundreds of passwords are hashed here; what is cheap to hash says as much about the contract.
const { scrypt } = crypto;
mock.method(crypto, 'scrypt', (...[password, salt, length, , done]: Parameters<typeof scrypt>) => { scrypt(password, salt, length, { N: 2 }, done); });
syncBuiltinESMExports();

accessSuite({ describe, it, before, after, name: 'http → gateway on SQLite', makeAccess: () => makeAccess({ sqlite: ':memory:' }) });

if (postgres instanceof Error) it('http → gateway on PostgreSQL', { skip: postgres.message }, () => undefined);
else accessSuite({ describe, it, before, after, name: 'http → gateway on PostgreSQL', makeAccess: () => makeAccess({ postgres: postgres.url }, postgres.stop) });
