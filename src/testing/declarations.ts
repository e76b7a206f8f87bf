import { ConformanceError } from './assert.ts';
import type { Runner } from './harness.ts';

/** Registers tests, but for those of which it is declared, with a reason, that they cannot pass. */
export interface Declarations<Limit extends string> {
  /** A test; it is skipped where one of the limits that it must not have is declared. */
  test(name: string, body: () => Promise<void>, ...needs: Limit[]): void;
  /** Proves a declared limit: the probe must throw unless it really is that limited. */
  limited(limit: Limit, probe: () => Promise<void>): void;
  /** @throws ConformanceError where a skip skips nothing or a reason is missing */
  check(): void;
}

/** @param limits What cannot be had, each with the reason. @param skip Single tests, by name, each with the reason. */
export function declarations<Limit extends string>({ it }: Pick<Runner, 'it'>, limits: Partial<Record<Limit, string>>, skip: Readonly<Record<string, string>>): Declarations<Limit> {
  const unused = new Set(Object.keys(skip));
  return {
    test(name, body, ...needs) {
      unused.delete(name);
      const limit = needs.find((need) => limits[need] !== undefined);
      const reason = skip[name] ?? (limit === undefined ? undefined : limits[limit]);
      if (reason === undefined) it(name, body);
      else it.skip(`${name} (${reason})`, body);
    },
    limited(limit, probe) {
      if (limits[limit] !== undefined) it(`is truly limited: ${limit} (${limits[limit]})`, probe);
    },
    check() {
      if (unused.size > 0) throw new ConformanceError(`There is no test named ${[...unused].join(', ')}; take it from the skips.`);
      const silent = Object.entries<string | undefined>({ ...limits, ...skip }).filter(([, reason]) => reason?.trim() === '').map(([what]) => what);
      if (silent.length > 0) throw new ConformanceError(`No reason is given for skipping ${silent.join(', ')}.`);
    },
  };
}
