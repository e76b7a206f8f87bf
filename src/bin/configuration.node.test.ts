import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ConfigurationError, readConfiguration } from './configuration.ts';

const SMTP = 'smtp://user:hunter2@127.0.0.1';

describe('a configuration', () => {
  let folder: string;
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'portico-configuration-')); });
  after(() => rm(folder, { recursive: true }));

  const read = async (content: object, environment: Record<string, string> = {}): Promise<Awaited<ReturnType<typeof readConfiguration>>['options']> => {
    const path = join(folder, `${crypto.randomUUID()}.mjs`);
    await writeFile(path, `const send = () => Promise.resolve();
      export default { backend: { name: 'none', adapterFor() {} }, baseURL: 'https://support.example', database: { sqlite: 'portal.db' }, ...${JSON.stringify(content).replaceAll('"SEND"', 'send')} };`);
    return (await readConfiguration(path, { PORTICO_SECRET: 'a secret for tests that is long enough', ...environment })).options;
  };
  const problems = (content: object, environment?: Record<string, string>): Promise<readonly string[]> => read(content, environment).then(() => [], (error: unknown) => {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  });

  it('says of each way in and of mails what is wrong with it, and where', async () => {
    const told = await problems({
      mail: { smtp: 7 }, limits: { mailsPerAccount: 0 },
      access: {
        registration: 'yes', signInMail: 'sms', admit: 'all', regstration: true, providers: [{ type: 'ldap' }, { type: 'oidc', id: 'My IdP' }], mails: { reset: { en: { subject: '' } }, welcome: {} },
        consent: { version: '' }, invitationDays: 0, portalURL: '/support',
      },
    });
    for (const line of [
      /^mail\.from: is missing/, /^mail\.smtp: must be the address/, /^limits\.mailsPerAccount: must be/, /^access\.registration: must be true or false/, /^access\.signInMail: must be "link" or "code" or "both"/,
      /^access\.admit: must be "everyone" or/, /^access\.regstration: is not known/, /^access\.providers\.0\.type: must be "oidc" or "saml"/, /^access\.providers\.1\.id: must be an id/, /^access\.portalURL: must be the address/,
      /^access\.mails\.reset\.en\.subject: must be the subject/, /^access\.mails\.welcome: is not known/, /^access\.consent\.version: must name the version/, /^access\.invitationDays: must be a number/,
    ]) assert(told.some((problem) => line.test(problem)), `${String(line)} is not in\n${told.join('\n')}`);
    assert(told.every((problem) => !problem.includes('Invalid input')), told.join('\n'));
    for (const access of ['everything', null, []]) assert.match((await problems({ access })).join(), /^access: must be an object/);
  });

  it('takes the mail server from the environment before the file', async () => {
    assert.deepEqual((await read({ mail: { from: 'support@portal.example' } }, { PORTICO_SMTP: SMTP })).mail, { from: 'support@portal.example', smtp: SMTP });
    assert.deepEqual((await read({ mail: { from: 'support@portal.example', smtp: 'smtp://127.0.0.1' } }, { PORTICO_SMTP: SMTP })).mail, { from: 'support@portal.example', smtp: SMTP });
    assert.deepEqual(Object.keys((await read({ mail: { from: 'support@portal.example', send: 'SEND' } })).mail!), ['from', 'send']);
    for (const [mail, environment, what] of [
      [undefined, { PORTICO_SMTP: SMTP }, /^mail\.from: is missing/], [{ from: 'support@portal.example' }, {}, /^mail: needs one way to send/],
      [{ from: 'support@portal.example', send: 'SEND' }, { PORTICO_SMTP: SMTP }, /^mail: needs one way to send/], [{ from: 'support@portal.example', smpt: SMTP, smtp: SMTP }, {}, /^mail\.smpt: is not known/],
      ['smtp', {}, /^mail: must be \{/],
    ] as const) {
      const told = (await problems(mail === undefined ? {} : { mail }, environment)).join('\n');
      assert.match(told, what);
      assert.doesNotMatch(told, /hunter2/);
    }
  });

  it('reads the settings from a file next to it, and begins with nothing that cannot be used', async () => {
    const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
    await put('settings.json', '{"version":1,"name":{"en":"Ours"}}');
    const { settings, owners } = await read({ settings: 'settings.json', owners: ['olga@owner.example'] });
    assert(settings !== undefined && 'read' in settings);
    assert.deepEqual([await settings.read(), owners], ['{"version":1,"name":{"en":"Ours"}}', ['olga@owner.example']]);
    await put('half.json', '{"version":1,"name":');
    await put('wrong.json', '{"version":1,"tickets":{"inbox":5},"nmae":1}');
    await put('newer.json', '{"version":7}');
    for (const [content, what] of [
      [{ settings: 'absent.json' }, /^settings: there is no file \S+absent\.json\. Write it, and begin with \{ "version": 1 \}\.$/], [{ settings: '.' }, /^settings: \S+ cannot be read: EISDIR/], [{ settings: 'half.json' }, /^settings: \S+half\.json is no JSON: /],
      [{ settings: 'wrong.json' }, /^settings: tickets\.inbox .*\nsettings: nmae is not known/], [{ settings: 'newer.json' }, /^settings: version is 7, but this gateway reads 1/],
      [{ settings: 5 }, /^settings: must name the file/], [{ owners: ['olga'] }, /^owners\.0: must be an e-mail address/], [{ owners: 'olga@owner.example' }, /^owners: must be a list/],
    ] as const) assert.match((await problems(content)).join('\n'), what);
  });

  it('fills in what it does not say about the ways in', async () => {
    const { access } = await read({ access: { registration: true } });
    assert.deepEqual([access?.registration, access?.password, access?.admit, access?.signInMail], [true, true, 'everyone', null]);
  });
});
