import type { AccessAdapter } from '../contract/index.ts';
import type { AccessHarness } from './access-harness.ts';
import { ACCOUNT_FAULTS } from './faults/access-account.ts';
import { ENTRY_FAULTS } from './faults/access-entry.ts';
import { SESSION_FAULTS } from './faults/access-sessions.ts';

/** What a fault of an access implementation has to work with. */
export interface AccessWorld {
  /** The sound implementation. */
  readonly harness: AccessHarness;
  /** Addresses with an account that the owner has made. */
  readonly known: ReadonlySet<string>;
  /** What the fault remembers between calls, of all browsers. */
  readonly memory: Map<string, unknown>;
}

/** One way to break the access contract. */
export interface SeededAccessFault {
  /** The test that finds it. */
  readonly caughtBy: string;
  /** The operations that are done wrongly in a browser, in terms of those done well. */
  readonly broken: (sound: AccessAdapter, world: AccessWorld) => Partial<AccessAdapter>;
}

/** Ways to break the access contract, each of which the suite finds. */
export const ACCESS_FAULTS = { ...SESSION_FAULTS, ...ENTRY_FAULTS, ...ACCOUNT_FAULTS } as const satisfies Readonly<Record<string, SeededAccessFault>>;

/** The name of a fault. */
export type AccessFaultName = keyof typeof ACCESS_FAULTS;

/** An implementation with one known fault, to see that a test finds it. @param harness A sound one. */
export function faultyAccess(harness: AccessHarness, fault: AccessFaultName): AccessHarness {
  const known = new Set<string>();
  const world: AccessWorld = { harness, known, memory: new Map() };
  return {
    ...harness,
    async browser(site) {
      const sound = await harness.browser(site);
      const { broken }: SeededAccessFault = ACCESS_FAULTS[fault];
      return { ...sound, access: { ...sound.access, ...broken(sound.access, world) } };
    },
    async createAccount(account) {
      await harness.createAccount(account);
      known.add(account.email);
    },
  };
}
