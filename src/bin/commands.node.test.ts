import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isPortalError, type ErrorCode } from '../contract/index.ts';
import { browser, PAGE, PASSWORD, post, sampleGateway, type TestGateway } from '../gateway/helpers.node.test.ts';
import type { Mail } from '../gateway/index.ts';
import { COMMANDS, UsageError, type Arguments } from './commands.ts';

const ALICE = 'alice@acme.example';

describe('the commands for invitations, groups, previews and settings', () => {
  const mails: Mail[] = [];
  let down = false;
  let gateway: TestGateway;
  before(async () => {
    const send = async (mail: Mail): Promise<void> => {
      if (down) throw new Error('down');
      mails.push(mail);
    };
    gateway = sampleGateway({ mail: { from: 'support@portal.example', send }, access: { portalURL: PAGE, admit: { groups: ['customers'] } } });
    await gateway.accounts.create({ email: 'bob@acme.example', name: 'Bob', password: PASSWORD });
  });
  after(() => gateway.close());

  const does = (command: string, given: Arguments = {}): Promise<string> => COMMANDS[command]!(gateway, given);
  const refuses = (code: ErrorCode, what: RegExp, command: string, given: Arguments): Promise<void> =>
    assert.rejects(does(command, given), (error: unknown) => isPortalError(error, code) && what.test(error.message));

  it('keep groups', async () => {
    assert.equal(await does('groups'), 'There is nobody in any such group.');
    assert.equal(await does('group-add', { group: 'customers', member: 'Alice@acme.example' }), `${ALICE} is in the group "customers".`);
    for (const member of ['bob@acme.example', '@globex.example']) await does('group-add', { group: 'customers', member });
    await does('group-add', { group: 'friends', member: ALICE });
    assert.equal(await does('groups'), `customers\t@globex.example\ncustomers\t${ALICE}\ncustomers\tbob@acme.example\nfriends\t${ALICE}`);
    assert.match(await does('group-remove', { group: 'friends', member: ALICE }), /^Removed/);
    assert.equal(await does('groups', { group: 'friends' }), 'There is nobody in any such group.');
    await refuses('not-found', /is not in the group "friends"/, 'group-remove', { group: 'friends', member: ALICE });
    await refuses('invalid-input', /neither an address nor a domain/, 'group-add', { group: 'customers', member: 'globex.example' });
  });

  it('invite people, and say what came of it', async () => {
    assert.equal(await does('invitations'), 'Nobody has been invited.');
    assert.match(await does('invite', { email: 'gus@globex.example', name: 'Gus', language: 'ko' }), /^Invited gus@globex\.example, until \d{4}-\S+\.$/);
    assert.match(await does('invite', { group: 'customers' }), /^Invited alice@acme\.example, until \S+\.$/);
    assert.deepEqual(mails.map(({ to, language }) => [to, language]), [['gus@globex.example', 'ko'], [ALICE, 'en']], 'sent by the time that it is said');
    assert.match(await does('invite', { group: 'customers' }), /^Invited nobody/);
    assert.match(await does('withdraw-invitation', { email: 'gus@globex.example' }), /^Withdrew/);
    const listed = (await does('invitations')).split('\n').map((line) => line.replace(/until \S+/, 'until')).sort();
    assert.deepEqual(listed, [`sent\t${ALICE}\tuntil\t`, 'withdrawn\tgus@globex.example\tuntil\tGus']);
    await refuses('conflict', /has an account already/, 'invite', { email: 'bob@acme.example' });
    await refuses('conflict', /would not be let in: add .* to `access\.admit`/, 'invite', { email: 'carol@initech.example' });
    await refuses('not-found', /nobody in the group "other"/, 'invite', { group: 'other' });
    await refuses('not-found', /^Nobody was invited/, 'withdraw-invitation', { email: 'carol@initech.example' });
  });

  it('make a link to see the portal as a customer, and tell who did', async () => {
    assert.equal(await does('previews'), 'Nobody has looked at the portal as a customer.');
    const said = await does('preview', { agent: 'Sam', customer: 'bob@acme.example' });
    assert.match(said, /^https:\/\/www\.example\/#portal=preview&token=[\w-]{43}\nFor one use, until \d{4}-\S+\. /);
    const token = /token=([\w-]+)/.exec(said)?.[1];
    const tab = browser(gateway);
    assert.equal((await tab.fetch(post('/v1/previews', { token }))).status, 200);
    assert.match(await does('previews', { customer: 'bob@acme.example' }), /^\d{4}-\S+\tSam\tbob@acme\.example$/);
    assert.equal(await does('previews', { customer: ALICE }), 'Nobody has looked at the portal as a customer.');
    await refuses('not-found', /./, 'preview', { agent: 'Sam', customer: 'nobody@acme.example' });
    await assert.rejects(does('preview', { customer: 'bob@acme.example' }), UsageError);
  });

  it('say so when the mail server does not take an invitation', async () => {
    down = true;
    assert.match(await does('invite', { email: ALICE }), /^Invited alice@acme\.example.*\nThe mail server does not take mails at the moment/);
  });

  it('print, check, save and restore the owner\'s settings', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portico-settings-'));
    const file = async (name: string, content: string): Promise<string> => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    assert.deepEqual((JSON.parse(await does('settings')) as { name: unknown }).name, { en: 'Test' });
    assert.equal(await does('settings-versions'), 'Nothing has been saved yet.');
    const good = await file('good.json', '{"version":1,"name":{"en":"Ours"}}');
    const bad = await file('bad.json', '{"version":1,"name":{},"tickets":{"filter":{"all":[{"property":"field:gone","operator":"is","value":"x"}]}}}');
    assert.equal(await does('settings-check', { file: good }), 'Nothing is wrong with the document.');
    const told = /required\tname-missing\tname is missing.*\nbroken\tunknown-property\ttickets\.filter\.all\.0\.property speaks of "field:gone"/;
    await assert.rejects(does('settings-check', { file: bad }), told);
    await assert.rejects(does('settings-save', { file: bad }), (error: Error) => error.message.startsWith('The document is not saved:\n') && told.test(error.message));
    assert.equal(await does('settings-save', { file: good, comment: 'begin' }), 'Saved version 1; it holds from the next request on.');
    assert.match(await does('settings-save', { file: await file('other.json', '{"version":1,"name":{"en":"Other"}}') }), /^Saved version 2/);
    assert.match(await does('settings-restore', { version: '1' }), /^Saved version 3/);
    assert.match(await does('settings-versions'), /^3\t\S+\t\tVersion 1 again\n2\t\S+\t\t\n1\t\S+\t\tbegin$/);
    assert.deepEqual((JSON.parse(await does('settings')) as { name: unknown }).name, { en: 'Ours' });
    await refuses('not-found', /no such version/, 'settings-restore', { version: '9' });
    for (const [command, given, what] of [
      ['settings-save', {}, /--file is missing/], ['settings-check', { file: join(folder, 'absent') }, /absent cannot be read: ENOENT/], ['settings-check', { file: await file('half.json', '{') }, /half\.json is no JSON/],
      ['settings-restore', {}, /--version is missing/], ['settings-restore', { version: 'x' }, /must be the number of a version/],
    ] as const) await assert.rejects(does(command, given), (error: unknown) => error instanceof UsageError && what.test(error.message), command);
    await rm(folder, { recursive: true });
  });

  it('ask for what they need', async () => {
    for (const [command, given, what] of [
      ['invite', {}, /either --email or --group/], ['invite', { email: ALICE, group: 'customers' }, /either --email or --group/], ['withdraw-invitation', {}, /--email is missing/],
      ['group-add', { group: 'customers' }, /--member is missing/], ['group-remove', { member: ALICE }, /--group is missing/],
    ] as const) await assert.rejects(does(command, given), (error: unknown) => error instanceof UsageError && what.test(error.message), command);
  });
});
