import type { Runner } from './harness.ts';

/** How a run ended. */
export interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
  /** Names with the reason. */
  readonly skipped: readonly string[];
}

/**
 * Runs a suite without any test runner, one test after the other: for scripts that print `N passed, N failed`, and for tests of the suite itself.
 *
 * @param register Hands the runner to a suite: `(runner) => ticketingSuite({ ...runner, name, makeBackend })`.
 * @param only Which tests run, by name; default all.
 */
export async function runSuite(register: (runner: Runner) => void, only: (name: string) => boolean = () => true): Promise<Outcome> {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  const first: (() => Promise<void>)[] = [];
  const last: (() => Promise<void>)[] = [];
  const skipped: string[] = [];
  register({
    describe: (_name, body) => body(),
    it: Object.assign((name: string, body: () => Promise<void>) => tests.push({ name, body }), { skip: (name: string) => skipped.push(name) }),
    before: (body) => first.push(body),
    after: (body) => last.push(body),
  });
  const passed: string[] = [];
  const failed: { name: string; error: unknown }[] = [];
  for (const body of first) await body();
  try {
    for (const { name, body } of tests.filter((test) => only(test.name))) {
      await body().then(() => passed.push(name), (error: unknown) => failed.push({ name, error }));
    }
  } finally {
    for (const body of last) await body();
  }
  return { passed, failed, skipped };
}
