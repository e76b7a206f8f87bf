import { abortTests } from './tests/abort.ts';
import { attachmentTests } from './tests/attachments.ts';
import { capabilityTests } from './tests/capabilities.ts';
import { childTests } from './tests/children.ts';
import { columnTests } from './tests/columns.ts';
import { copyTests } from './tests/copies.ts';
import { errorTests } from './tests/errors.ts';
import { filterTests } from './tests/filters.ts';
import { followUpTests } from './tests/follow-ups.ts';
import { formTests } from './tests/forms.ts';
import { idempotencyTests } from './tests/idempotency.ts';
import { inboxTests } from './tests/inbox.ts';
import { isolationTests } from './tests/isolation.ts';
import { listTests } from './tests/lists.ts';
import { noteTests } from './tests/internal-notes.ts';
import { organizationTests } from './tests/organizations.ts';
import { ownerTests } from './tests/owner.ts';
import { pagingTests } from './tests/paging.ts';
import { ratingTests } from './tests/rating.ts';
import { readingTests } from './tests/reading.ts';
import { replyTests } from './tests/replying.ts';
import { searchTests } from './tests/search.ts';
import { statusTests } from './tests/status.ts';
import { threadTests } from './tests/threads.ts';
import { Bench } from './bench.ts';
import { ConformanceError } from './assert.ts';
import { suiteData } from './data.ts';
import { declarations, type Declarations } from './declarations.ts';
import type { Limit, MakeBackend, Runner } from './harness.ts';

/** How the suite runs on one backend. */
export interface SuiteOptions extends Runner {
  /** Names the backend in the report. */
  readonly name: string;
  /** Fills the backend with the data set and answers the ways to reach it. */
  readonly makeBackend: MakeBackend;
  /** What the backend cannot hold or the harness cannot do, each with the reason. Default: there is no limit. */
  readonly limits?: Partial<Record<Limit, string>>;
  /** Tests that the backend cannot pass, by name, each with the reason. A name that no test has fails. */
  readonly skip?: Readonly<Record<string, string>>;
  /** See {@link suiteData}. */
  readonly run?: string;
}

/** How a concern registers its tests. */
export interface Tests extends Pick<Declarations<Limit>, 'test' | 'limited'> {
  readonly bench: Bench;
}

const CONCERNS: Readonly<Record<string, (tests: Tests) => void>> = {
  'reading': readingTests, 'lists': listTests, 'paging': pagingTests, 'search': searchTests, 'the filter language': filterTests,
  'who sees what': isolationTests, 'members of several organizations': organizationTests, 'conversations': threadTests, 'columns': columnTests, 'messages and files of other tickets': childTests, 'internal notes': noteTests,
  'replying': replyTests, 'files': attachmentTests, 'forms and new tickets': formTests, 'closing and reopening': statusTests,
  'the owner\'s inbox': inboxTests, 'people in copy': copyTests, 'rating': ratingTests, 'follow-ups': followUpTests, 'the owner\'s side': ownerTests,
  'capabilities': capabilityTests, 'idempotency': idempotencyTests, 'errors': errorTests, 'abort': abortTests,
};

/**
 * Registers the conformance suite of the ticketing contract with a test runner.
 *
 * @example
 * import { after, before, describe, it } from 'node:test';
 * ticketingSuite({ describe, it, before, after, name: 'my desk', makeBackend });
 */
export function ticketingSuite({ describe, it, before, after, name, makeBackend, limits = {}, skip = {}, run = '' }: SuiteOptions): void {
  describe(`${name} as a ticketing backend`, () => {
    const bench = new Bench(suiteData(run), limits);
    const { test, limited, check } = declarations({ it }, limits, skip);
    before(async () => {
      bench.harness = await makeBackend(bench.data);
    });
    after(async () => bench.harness.close?.());

    const tests: Tests = { bench, limited, test: (title, body, ...needs) => { test(title, () => body().finally(() => bench.refuseLeaks()), ...needs); } };
    for (const [concern, register] of Object.entries(CONCERNS)) describe(concern, () => register(tests));

    it('skips only what exists, and says why', async () => {
      check();
      const able = ([['agent', bench.harness.agentReply], ['agent', bench.harness.agentNote], ['outage', bench.harness.outage], ['owner', bench.harness.backend]] as const).filter(([limit, can]) => limits[limit] !== undefined && can !== undefined);
      if (able.length > 0) throw new ConformanceError(`The harness can do what is declared as the limit ${able.map(([limit]) => limit).join(', ')}.`);
    });
  });
}
