import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { isPortalError } from '../../contract/index.ts';
import { PASSWORD } from '../helpers.node.test.ts';
import { admits } from './admission.ts';
import { ALICE, emailOf, mailWays, whoIs, type MailWays } from './mail-helpers.node.test.ts';
import type { AccessSettings, AccessSettingsInput } from './settings.ts';

describe('the owner\'s groups', () => {
  let ways: MailWays;
  afterEach(() => ways.close());

  it('hold addresses and domains, each once, however they are written', async () => {
    const { groups } = ways = await mailWays();
    assert.deepEqual(await groups.add(' customers ', ' Alice@ACME.example '), { group: 'customers', member: ALICE });
    await groups.add('customers', ALICE);
    await groups.add('customers', '@Globex.Example');
    await groups.add('friends', ALICE);
    assert.deepEqual((await groups.list()).map(({ group, member }) => `${group} ${member}`), ['customers @globex.example', 'customers alice@acme.example', 'friends alice@acme.example']);
    assert.deepEqual((await groups.list('friends')).map(({ member }) => member), [ALICE]);
    await groups.remove('customers', 'ALICE@acme.example');
    assert.deepEqual((await groups.list('customers')).map(({ member }) => member), ['@globex.example']);
    await assert.rejects(groups.remove('customers', ALICE), (error) => isPortalError(error, 'not-found'));
  });

  it('hold nothing else', async () => {
    const { groups } = ways = await mailWays();
    for (const member of ['', ' ', '@', '@localhost', 'acme.example', '*@acme.example', '@*.example', '@*', '*', '%', 'a@b', '@a@acme.example', 'alice@acme.example bob@acme.example']) {
      await assert.rejects(groups.add('customers', member), (error) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'member', member);
    }
    for (const group of ['', '  ', 'x'.repeat(101)]) await assert.rejects(groups.add(group, ALICE), (error) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'group', group);
    assert.deepEqual(await groups.list(), []);
  });

  it('let in, and out again at the next request', async () => {
    const { groups, accounts, person } = ways = await mailWays({ access: { admit: { groups: ['customers'] } } });
    await accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    const tab = person();
    assert.equal((await tab.signIn({ email: ALICE, password: PASSWORD })).held?.reason, 'denied');
    await groups.add('customers', '@acme.example');
    assert.equal(emailOf(await tab.signIn({ email: ALICE, password: PASSWORD })), ALICE);
    await groups.add('customers', ALICE);
    await groups.remove('customers', '@acme.example');
    assert.equal(await whoIs(tab), ALICE);
    await groups.remove('customers', ALICE);
    assert.equal(await whoIs(tab), null);
    await groups.add('customers', ALICE);
    assert.equal(await whoIs(tab), null, 'the session has ended, it was not only hidden');
  });
});

describe('somebody who is not let in', () => {
  let ways: MailWays;
  afterEach(() => ways.close());

  it('ends the session of who sat at the browser before', async () => {
    const { accounts, person } = ways = await mailWays({ access: { admit: { addresses: [ALICE] } } });
    for (const email of [ALICE, 'bob@acme.example']) await accounts.create({ email, name: email, password: PASSWORD });
    const tab = person();
    assert.equal(emailOf(await tab.signIn({ email: ALICE, password: PASSWORD })), ALICE);
    assert.equal((await tab.signIn({ email: 'bob@acme.example', password: PASSWORD })).held?.reason, 'denied');
    assert.equal(await whoIs(tab), null);
  });
});

describe('admission', () => {
  let ways: MailWays;
  before(async () => {
    ways = await mailWays();
    await ways.groups.add('kept', '@globex.example');
    await ways.groups.add('kept', 'carol@initech.example');
  });
  after(() => ways.close());

  const staff = { id: 'staff', admit: { groups: ['agents'] } };
  const verdict = (admit: AccessSettingsInput['admit'], email: string, provider: string | null = null, groups: readonly string[] = []): Promise<boolean> => {
    const access = { admit: typeof admit === 'object' ? { addresses: [], domains: [], groups: [], ...admit } : 'everyone', providers: [staff, { id: 'open', admit: 'everyone' }] } as unknown as AccessSettings;
    return admits(ways.services.db, access, { customer: { email }, provider, groups });
  };

  it('is by address, by domain, by the gateway\'s groups or by a provider\'s', async () => {
    assert.deepEqual(await Promise.all([
      verdict('everyone', ALICE), verdict({ addresses: ['Alice@Acme.example'] }, ALICE), verdict({ domains: ['@ACME.example'] }, ALICE), verdict({ domains: ['acme.example'] }, ALICE),
      verdict({ groups: ['kept'] }, 'x@globex.example'), verdict({ groups: ['kept'] }, 'carol@initech.example'), verdict({ groups: ['vip'] }, ALICE, 'open', ['vip']),
      verdict('everyone', ALICE, 'staff', ['agents']),
    ]), Array(8).fill(true));
  });

  it('is of nobody else', async () => {
    assert.deepEqual(await Promise.all([
      verdict({}, ALICE), verdict({ addresses: ['*@acme.example', '*', '%'] }, ALICE), verdict({ domains: ['*', '*.example', 'example', '.acme.example', 'cme.example'] }, ALICE),
      verdict({ domains: ['acme.example'] }, 'alice@sub.acme.example'), verdict({ domains: ['acme.example'] }, 'acme.example@evil.example'), verdict({ domains: ['acme.example'] }, 'alice@acme.example.evil.example'),
      verdict({ groups: ['kept'] }, 'bob@initech.example'), verdict({ groups: ['other'] }, 'x@globex.example'), verdict({ groups: ['vip'] }, ALICE, 'open', ['', 'VIP']),
      verdict('everyone', ALICE, 'staff', []), verdict('everyone', ALICE, 'staff', ['']), verdict({ addresses: [ALICE] }, ALICE, 'staff', ['agents '])]), Array(12).fill(false));
  });
});
