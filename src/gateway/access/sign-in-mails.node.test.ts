import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { isPortalError, type ErrorCode } from '../../contract/index.ts';
import { PAGE, PASSWORD } from '../helpers.node.test.ts';
import type { GatewayOptions } from '../index.ts';
import { ALICE, emailOf, kept, mailWays, NEWCOMER, whoIs, type MailWays } from './mail-helpers.node.test.ts';
import { createCodes, randomCode } from './sign-in-codes.ts';

const BOB = 'bob@acme.example';
const refused = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
const codeOf = (error: unknown): string => isPortalError(error) ? error.code : String(error);
const wrongOnes = (code: string, count: number): string[] => Array.from({ length: count }, (_, index) => String((Number(code) + 1 + index) % 100_000_000).padStart(8, '0'));

let ways: MailWays;
const open = async (options: Partial<GatewayOptions> = {}): Promise<MailWays> => {
  ways = await mailWays(options);
  for (const email of [ALICE, BOB]) await ways.accounts.create({ email, name: 'Some One', password: PASSWORD });
  await ways.accounts.disable(BOB);
  return ways;
};
afterEach(() => ways.close());

describe('a sign-in mail', () => {
  it('holds what the owner chose, and only that works', async () => {
    for (const signInMail of ['link', 'code', 'both'] as const) {
      const { mailTo, person } = await open({ access: { signInMail } });
      const tab = person();
      const { challenge } = await tab.requestSignInMail({ email: ` ${ALICE.toUpperCase()}`, language: 'ko' });
      assert.match(challenge, /^[\w-]{43}$/);
      const { kind, link, code, minutes, language, token } = mailTo(ALICE);
      assert.deepEqual([kind, language, minutes], ['sign-in', 'ko', signInMail === 'link' ? 15 : 10]);
      if (signInMail === 'code') assert.equal(link, undefined);
      else assert.equal(link, `${PAGE}/support#portal=sign-in-link&token=${token}`);
      if (signInMail === 'link') assert.equal(code, undefined);
      else assert.match(code!, /^\d{8}$/);
      if (signInMail === 'link') await assert.rejects(tab.signInByCode({ challenge, code: '12345678' }), refused('unsupported'));
      if (signInMail === 'code') await assert.rejects(tab.signInByLink({ token: challenge }), refused('unsupported'));
      assert.equal(emailOf(await (signInMail === 'code' ? tab.signInByCode({ challenge, code: code! }) : tab.signInByLink({ token }))), ALICE);
      assert.equal(await whoIs(tab), ALICE);
      if (signInMail !== 'both') await ways.close();
    }
  });

  it('works once, by its link or by its code', async () => {
    const { mailTo, person } = await open();
    for (const first of ['link', 'code']) {
      const { challenge } = await person().requestSignInMail({ email: ALICE });
      const { token, code = '' } = mailTo(ALICE);
      const [byLink, byCode] = [() => person().signInByLink({ token }), () => person().signInByCode({ challenge, code })];
      assert.equal(emailOf(await (first === 'link' ? byLink() : byCode())), ALICE);
      await assert.rejects(byLink(), refused('not-found'));
      await assert.rejects(byCode(), refused('not-found'));
    }
  });

  it('is replaced by a newer one, link and code', async () => {
    const { mailTo, person } = await open();
    const tab = person();
    const { challenge } = await tab.requestSignInMail({ email: ALICE });
    const { token, code = '' } = mailTo(ALICE);
    const newer = await tab.requestSignInMail({ email: ALICE });
    await assert.rejects(tab.signInByLink({ token }), refused('not-found'));
    await assert.rejects(tab.signInByCode({ challenge, code }), refused('not-found'));
    assert.equal(emailOf(await tab.signInByCode({ challenge: newer.challenge, code: mailTo(ALICE).code! })), ALICE);
  });

  it('is void after fifteen minutes, or ten if it holds a code', async () => {
    for (const [signInMail, minutes] of [['link', 15], ['code', 10], ['both', 10]] as const) {
      const { mailTo, person, wait } = await open({ access: { signInMail } });
      const request = async (): Promise<() => Promise<unknown>> => {
        const tab = person();
        const { challenge } = await tab.requestSignInMail({ email: ALICE });
        const { token, code = '' } = mailTo(ALICE);
        return () => signInMail === 'code' ? tab.signInByCode({ challenge, code }) : tab.signInByLink({ token });
      };
      const inTime = await request();
      wait(minutes - 0.1);
      await inTime();
      const late = await request();
      wait(minutes + 0.1);
      await assert.rejects(late(), refused('not-found'));
      if (signInMail !== 'both') await ways.close();
    }
  });

  it('goes to nobody without an account or with a disabled one, and the answer does not tell', async () => {
    const { mails, person, workOf } = await open();
    const seen = new Set<string>();
    for (const email of [NEWCOMER, BOB, ALICE]) {
      seen.add(await workOf(async () => {
        const { challenge, ...rest } = await person().requestSignInMail({ email });
        assert.match(challenge, /^[\w-]{43}$/);
        assert.deepEqual(rest, { delayed: false });
      }));
    }
    assert.match([...seen].join('; '), /^0 hash, \d+ statements$/);
    assert.deepEqual(mails.map(({ to }) => to), [ALICE]);
  });

  it('does not admit somebody whose account was disabled after it, or whom the owner does not admit', async () => {
    const { accounts, mailTo, person, groups } = await open({ access: { admit: { groups: ['customers'] } } });
    await person().requestSignInMail({ email: ALICE });
    assert.deepEqual((await person().signInByLink({ token: mailTo(ALICE).token })).held?.reason, 'denied');
    await groups.add('customers', ALICE);
    await person().requestSignInMail({ email: ALICE });
    await accounts.disable(ALICE);
    await assert.rejects(person().signInByLink({ token: mailTo(ALICE).token }), refused('wrong-credentials'));
  });

  it('is bounded by address and by client, known or not', async () => {
    const { person } = await open({ limits: { mailsPerAccount: 2 } });
    for (const email of [ALICE, NEWCOMER]) {
      for (let times = 0; times < 2; times++) await person().requestSignInMail({ email });
      await assert.rejects(person({ address: '198.51.100.7' }).requestSignInMail({ email }), (error: unknown) => isPortalError(error, 'rate-limited') && error.retryAfter! > 0, email);
    }
  });

  it('is not offered where the owner does not say so', async () => {
    const { person, mails } = await open({ access: { signInMail: null } });
    await assert.rejects(person().requestSignInMail({ email: ALICE }), refused('unsupported'));
    await assert.rejects(person().signInByLink({ token: 'x' }), refused('unsupported'));
    await assert.rejects(person().signInByCode({ challenge: 'x', code: '1' }), refused('unsupported'));
    assert.deepEqual(mails, []);
  });
});

describe('a sign-in code', () => {
  it('may be typed with spaces, and is worth nothing in another browser', async () => {
    const { mailTo, person } = await open({ access: { signInMail: 'code' } });
    const [tab, other] = [person(), person()];
    const { challenge } = await tab.requestSignInMail({ email: ALICE });
    const { code = '' } = mailTo(ALICE);
    const elsewhere = await other.requestSignInMail({ email: NEWCOMER });
    await assert.rejects(other.signInByCode({ challenge: elsewhere.challenge, code }), refused('wrong-credentials'));
    assert.equal(emailOf(await tab.signInByCode({ challenge, code: ` ${code.slice(0, 4)} ${code.slice(4)}` })), ALICE);
  });

  it('has five tries, also when all come at once, and the sixth is not even the right one', async () => {
    const { mailTo, person } = await open();
    const { challenge } = await person().requestSignInMail({ email: ALICE });
    const { code = '', token } = mailTo(ALICE);
    const tries = await Promise.allSettled(wrongOnes(code, 12).map((wrong, index) => person({ address: `203.0.113.${String(index)}` }).signInByCode({ challenge, code: wrong })));
    const codes = tries.map((each) => codeOf((each as PromiseRejectedResult).reason));
    assert.deepEqual([codes.filter((each) => each === 'wrong-credentials').length, codes.filter((each) => each === 'not-found').length], [5, 7]);
    await assert.rejects(person().signInByCode({ challenge, code }), refused('not-found'));
    assert.equal(emailOf(await person().signInByLink({ token })), ALICE, 'the link of the mail is no guess');
  });

  it('is right at the fifth try', async () => {
    const { mailTo, person } = await open();
    const { challenge } = await person().requestSignInMail({ email: ALICE });
    const { code = '' } = mailTo(ALICE);
    for (const wrong of wrongOnes(code, 4)) await assert.rejects(person().signInByCode({ challenge, code: wrong }), refused('wrong-credentials'));
    assert.equal(emailOf(await person().signInByCode({ challenge, code })), ALICE);
  });

  it('shows no guesser whether the address has an account', async () => {
    const { person, wait } = await open({ access: { signInMail: 'code' } });
    const answersFor = async (email: string): Promise<string[]> => {
      const tab = person();
      const { challenge } = await tab.requestSignInMail({ email });
      const attempt = (): Promise<string> => tab.signInByCode({ challenge, code: 'not a code' }).then(() => 'in', codeOf);
      const answers: string[] = [];
      for (let times = 0; times < 7; times++) answers.push(await attempt());
      const next = await tab.requestSignInMail({ email });
      answers.push(await tab.signInByCode({ challenge: next.challenge, code: '1' }).then(() => 'in', codeOf));
      wait(10.1);
      answers.push(await tab.signInByCode({ challenge: next.challenge, code: '1' }).then(() => 'in', codeOf));
      return answers;
    };
    const known = await answersFor(ALICE);
    assert.deepEqual(known, [...Array<string>(5).fill('wrong-credentials'), 'not-found', 'not-found', 'wrong-credentials', 'not-found']);
    assert.deepEqual(await answersFor(NEWCOMER), known);
    assert.deepEqual(await answersFor(BOB), known);
  });

  it('is eight digits, each code as likely as any other', (context) => {
    const draws = [2 ** 32 - 1, 4_200_000_000, 4_199_999_999, 7];
    context.mock.method(crypto, 'getRandomValues', (array: Uint32Array) => array.fill(draws.shift()!));
    assert.equal(randomCode(), '99999999', 'what lies above the last whole round is drawn again');
    assert.equal(randomCode(), '00000007');
    context.mock.restoreAll();
    assert(new Set(Array.from({ length: 1000 }, randomCode)).size > 990);
  });

  it('is kept as a digest that the database alone cannot undo', async () => {
    const { mailTo, person, services } = await open();
    await person().requestSignInMail({ email: ALICE });
    const { code = '' } = mailTo(ALICE);
    assert(!JSON.stringify(await services.db.selectFrom('portico_verification' as never).selectAll().execute()).includes(code));
    const [ours, theirs] = [createCodes('one secret'), createCodes('another secret')];
    const digest = await ours.digest(ALICE, code);
    assert.deepEqual(await Promise.all([ours.verify(ALICE, code, digest), theirs.verify(ALICE, code, digest), ours.verify(BOB, code, digest), ours.verify(ALICE, '', digest)]), [true, false, false, false]);
  });

  it('and its link let in once when both are used at the same time', async () => {
    const { mailTo, person } = await open();
    const { challenge } = await person().requestSignInMail({ email: ALICE });
    const { token, code = '' } = mailTo(ALICE);
    assert.equal(await kept([person().signInByLink({ token }), person().signInByCode({ challenge, code })]), 1);
  });
});

describe('the link of a mail', () => {
  it('is read without being used, as often as a mail scanner likes', async () => {
    const { mailTo, person } = await open();
    await person().requestSignInMail({ email: ALICE });
    const { token } = mailTo(ALICE);
    for (let times = 0; times < 30; times++) assert.deepEqual(await person().readMailLink({ token }), { purpose: 'sign-in', email: ALICE, name: 'Some One' });
    assert.equal(emailOf(await person().signInByLink({ token })), ALICE);
    await assert.rejects(person().readMailLink({ token }), refused('not-found'));
  });

  it('cannot be looked for without end from one address', async () => {
    const { mailTo, person, wait } = await open({ limits: { signInsPerAddress: 4 } });
    await person().requestSignInMail({ email: ALICE });
    const { token } = mailTo(ALICE);
    const [tab, other] = [person(), person({ address: '198.51.100.7' })];
    for (let times = 0; times < 4; times++) await assert.rejects(tab.readMailLink({ token: `${token.slice(0, -1)}${String(times)}` }), refused('not-found'));
    for (const attempt of [() => tab.readMailLink({ token }), () => tab.signInByLink({ token }), () => tab.verifyAddress({ token, password: PASSWORD }), () => tab.resetPassword({ token, password: PASSWORD }),
      () => tab.acceptInvitation({ token, name: 'N', password: PASSWORD }), () => tab.signInByCode({ challenge: token, code: '1' })]) {
      await assert.rejects(attempt(), (error: unknown) => isPortalError(error, 'rate-limited') && error.retryAfter! > 0 && error.retryAfter! <= 900);
    }
    await other.readMailLink({ token });
    wait(9);
    await other.signInByLink({ token });
    wait(7);
    await assert.rejects(tab.readMailLink({ token }), refused('not-found'));
  });
});
