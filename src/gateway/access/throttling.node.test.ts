import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { isPortalError } from '../../contract/index.ts';
import { DEFAULT_LIMITS } from '../options.ts';
import { ALICE, mailWays, type MailWays } from './mail-helpers.node.test.ts';
import { guarded, guessBounds, mailBounds, tokenBounds } from './throttling.ts';

const limits = { ...DEFAULT_LIMITS, signInsPerAccountAndAddress: 2, signInsPerAccount: 3, signInsPerAddress: 4, mailsPerAccountAndAddress: 1, mailsPerAccount: 2, mailsPerAddress: 3 };
const wrong = (): Promise<never> => Promise.reject(new Error('wrong'));
const right = (): Promise<string> => Promise.resolve('right');
const limited = (error: unknown): boolean => isPortalError(error, 'rate-limited');

describe('guessing', () => {
  let ways: MailWays;
  afterEach(() => ways.close());
  const guess = (account: string, address: string | undefined, attempt: () => Promise<unknown>): Promise<unknown> => guarded(ways.services.throttle, guessBounds(account, address, limits), attempt);

  it('is counted before anything is looked at, also when it comes all at once', async () => {
    ways = await mailWays();
    let looked = 0;
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => guess(ALICE, 'a', async () => { looked++; await wrong(); })));
    assert.equal(looked, 2);
    assert.equal(results.filter((result) => result.status === 'rejected' && limited(result.reason)).length, 8);
  });

  it('from one address does not keep the owner out, who comes from another', async () => {
    ways = await mailWays();
    for (let times = 0; times < 9; times++) await assert.rejects(guess(ALICE, 'a', wrong));
    assert.equal(await guess(ALICE, 'b', right), 'right');
  });

  it('from many addresses is stopped, and so is guessing at many accounts from one', async () => {
    ways = await mailWays();
    for (const address of ['a', 'b', 'c']) await assert.rejects(guess(ALICE, address, wrong), /wrong/);
    await assert.rejects(guess(ALICE, 'd', right), limited);
    for (const account of ['1', '2', '3']) await assert.rejects(guess(account, 'a', wrong), /wrong/);
    await assert.rejects(guess('4', 'a', right), limited);
    ways.wait(15.1);
    assert.equal(await guess(ALICE, 'a', right), 'right', 'never for good');
  });

  it('that succeeds does not count', async () => {
    ways = await mailWays();
    for (let times = 0; times < 9; times++) await guess(ALICE, 'a', right);
    await assert.rejects(guess(ALICE, 'a', wrong), /wrong/);
  });

  it('where the address is not known is bounded by account; a token needs no bound then', async () => {
    ways = await mailWays();
    for (let times = 0; times < 3; times++) await assert.rejects(guess(ALICE, undefined, wrong), /wrong/);
    await assert.rejects(guess(ALICE, undefined, right), limited);
    for (let times = 0; times < 9; times++) await assert.rejects(guarded(ways.services.throttle, tokenBounds(undefined, limits), wrong), /wrong/);
  });
});

describe('mails', () => {
  it('are bounded by receiver and by client; a client that is stopped does not use up a receiver\'s', async () => {
    const ways = await mailWays();
    const { throttle } = ways.services;
    const ask = (email: string, address?: string): Promise<void> => throttle.hit(mailBounds('reset', email, address, limits));
    for (const email of ['1', '2', '3']) await ask(email, 'a');
    await assert.rejects(ask('4', 'a'), limited);
    for (const address of ['b', 'c']) await ask('4', address);
    await assert.rejects(ask('4', 'd'), limited);
    await assert.rejects(ask('4'), limited);
    await ways.close();
  });

  it('to somebody cannot be used up by one client, nor those of one kind by another', async () => {
    const ways = await mailWays();
    const { throttle } = ways.services;
    await throttle.hit(mailBounds('sign-in', ALICE, 'a', limits));
    for (let times = 0; times < 9; times++) await assert.rejects(throttle.hit(mailBounds('sign-in', ALICE, 'a', limits)), limited);
    await throttle.hit(mailBounds('sign-in', ALICE, 'b', limits));
    await assert.rejects(throttle.hit(mailBounds('sign-in', ALICE, 'c', limits)), limited, 'from many clients is stopped');
    for (const purpose of ['reset', 'registration'] as const) await throttle.hit(mailBounds(purpose, ALICE, 'c', limits));
    await ways.close();
  });

  it('of each way in are bounded by that way', async () => {
    const ways = await mailWays({ limits: { mailsPerAccount: 2, mailsPerAccountAndAddress: 1 } });
    const [tab, other] = [ways.person(), ways.person({ address: '198.51.100.7' })];
    const all = [
      (who: typeof tab) => who.requestSignInMail({ email: ALICE }), (who: typeof tab) => who.requestPasswordReset({ email: ALICE }),
      (who: typeof tab) => who.register({ email: ALICE, name: 'Alice', password: 'correct horse battery' }),
    ];
    for (const ask of all) await ask(tab);
    for (const ask of all) await assert.rejects(ask(tab), limited);
    for (const ask of all) await ask(other);
    await ways.close();
  });
});
