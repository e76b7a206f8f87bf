import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { isPortalError } from '../../contract/index.ts';
import { PASSWORD } from '../helpers.node.test.ts';
import { checkedAddress, checkedName, makeAccount } from './accounts.ts';
import { ALICE, emailOf, mailWays, whoIs, type MailWays } from './mail-helpers.node.test.ts';

const isBad = (path: string) => (error: unknown): boolean => isPortalError(error, 'invalid-input') && error.issues[0]?.path === path;

describe('an account', () => {
  let ways: MailWays;
  afterEach(() => ways.close());

  it('is made once when several make it at the same time', async () => {
    ways = await mailWays();
    const made = await Promise.all(Array.from({ length: 6 }, () => makeAccount(ways.services.auth, { email: ALICE, name: 'Alice', passwordHash: 'x:y' })));
    assert.equal(made.filter((account) => account !== null).length, 1);
    await assert.rejects(ways.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD }), (error) => isPortalError(error, 'conflict'));
  });

  it('whose owner sets a new password loses its sessions and the mails that would open it', async () => {
    const { accounts, mailTo, person } = ways = await mailWays();
    await accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    const tab = person();
    await tab.signIn({ email: ALICE, password: PASSWORD });
    await person().requestSignInMail({ email: ALICE });
    const { token } = mailTo(ALICE);
    await person().requestPasswordReset({ email: ALICE });
    const reset = mailTo(ALICE).token;
    await accounts.setPassword(` ${ALICE.toUpperCase()} `, 'a new good password');
    assert.equal(await whoIs(tab), null);
    await assert.rejects(person().signInByLink({ token }), (error) => isPortalError(error, 'not-found'));
    await assert.rejects(person().resetPassword({ token: reset, password: PASSWORD }), (error) => isPortalError(error, 'not-found'));
    assert.equal(emailOf(await person().signIn({ email: ALICE, password: 'a new good password' })), ALICE);
  });
});

describe('an address', () => {
  it('is kept in small letters, without what is around it', () => {
    assert.equal(checkedAddress(' Alice+tickets@ACME.example\n'), 'alice+tickets@acme.example');
  });

  it('is one that can sign in and get a mail', () => {
    for (const typed of ['', 'alice', '@acme.example', 'alice@', 'alice@localhost', 'alice@acme.example,bob@acme.example', 'alice@acme.example\nBcc: bob@acme.example', 'Alice <alice@acme.example>', '*@acme.example', `${'a'.repeat(250)}@acme.example`]) {
      assert.throws(() => checkedAddress(typed), isBad('email'), typed);
    }
  });
});

describe('a name', () => {
  it('is one line', () => {
    assert.equal(checkedName('  Jörg\t\r\nvon  der\u0000Heide '), 'Jörg von der Heide');
    for (const typed of ['', ' ', '\n\t', '\u0000']) assert.throws(() => checkedName(typed), isBad('name'));
  });
});
