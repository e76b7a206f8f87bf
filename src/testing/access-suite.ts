import { accountTests } from './access/account.ts';
import { admissionTests } from './access/admission.ts';
import { AccessBench } from './access/bench.ts';
import { consentTests } from './access/consent.ts';
import { invitationTests } from './access/invitations.ts';
import { optionTests } from './access/options.ts';
import { passkeyTests } from './access/passkeys.ts';
import { passwordTests } from './access/passwords.ts';
import { previewTests } from './access/previews.ts';
import { registrationTests } from './access/registration.ts';
import { sessionTests } from './access/sessions.ts';
import { signInTests } from './access/sign-in.ts';
import { signInMailTests } from './access/sign-in-mails.ts';
import type { AccessLimit, MakeAccess } from './access-harness.ts';
import { ConformanceError } from './assert.ts';
import { declarations, type Declarations } from './declarations.ts';
import type { Runner } from './harness.ts';

/** How the suite runs on one implementation. */
export interface AccessSuiteOptions extends Runner {
  /** Names the implementation in the report. */
  readonly name: string;
  /** Starts it and answers the ways to reach it. */
  readonly makeAccess: MakeAccess;
  /** What the harness cannot do, each with the reason. Default: there is no limit. */
  readonly limits?: Partial<Record<AccessLimit, string>>;
  /** Tests that it cannot pass, by name, each with the reason. A name that no test has fails. */
  readonly skip?: Readonly<Record<string, string>>;
}

/** How a concern registers its tests. */
export interface AccessTests extends Pick<Declarations<AccessLimit>, 'test'> {
  readonly bench: AccessBench;
}

const CONCERNS: Readonly<Record<string, (tests: AccessTests) => void>> = {
  'sessions': sessionTests, 'sign-in by a password': signInTests, 'what is offered': optionTests, 'registration': registrationTests, 'passwords': passwordTests,
  'sign-in by mail': signInMailTests, 'invitations': invitationTests, 'who is admitted': admissionTests, 'consent': consentTests, 'one\'s own account': accountTests,
  'passkeys': passkeyTests, 'previews': previewTests,
};

/**
 * Registers the conformance suite of the access contract with a test runner. Identity providers and tokens of the page's own application are not in it:
 * what they prove is for their own tests.
 *
 * @example
 * import { after, before, describe, it } from 'node:test';
 * accessSuite({ describe, it, before, after, name: 'my gateway', makeAccess });
 */
export function accessSuite({ describe, it, before, after, name, makeAccess, limits = {}, skip = {} }: AccessSuiteOptions): void {
  describe(`${name} as access`, () => {
    const bench = new AccessBench(limits);
    const { test, check } = declarations({ it }, limits, skip);
    before(async () => {
      bench.harness = await makeAccess();
      await bench.harness.setRules(bench.rules);
    });
    after(async () => bench.harness.close?.());

    const tests: AccessTests = { bench, test: (title, body, ...needs) => { test(title, () => body().finally(() => bench.restore()), ...needs); } };
    for (const [concern, register] of Object.entries(CONCERNS)) describe(concern, () => register(tests));

    it('skips only what exists, and says why', async () => {
      check();
      const able = { ticketing: (await bench.harness.browser(bench.harness.sites[0])).ticketing, passkeys: bench.harness.authenticator } satisfies Record<AccessLimit, unknown>;
      const wrong = (Object.keys(able) as AccessLimit[]).filter((limit) => limits[limit] !== undefined && able[limit] !== undefined);
      if (wrong.length > 0) throw new ConformanceError(`The harness can do what is declared as the limit ${wrong.join(', ')}.`);
    });
  });
}
