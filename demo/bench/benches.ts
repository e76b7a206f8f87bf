import type { Bench } from './bench.ts';

/** Every benchmark, in the order in which they run: name → its module. Loaded when wanted, since each brings what it measures. */
export const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  'first-load': async () => (await import('./first-load/index.ts')).bench,
  many: async () => (await import('./many/index.ts')).bench,
  leaks: async () => (await import('./leaks/index.ts')).bench,
  gateway: async () => (await import('./gateway/index.ts')).bench,
  desk: async () => (await import('./desk/index.ts')).bench,
};
