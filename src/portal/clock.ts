/** The time, and waiting for it; an object of its own, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  set(callback: () => void, delay: number): unknown;
  clear(timer: unknown): void;
}

/** The machine's. */
export const MACHINE: Clock = {
  now: () => Date.now(),
  set: (callback, delay) => setTimeout(callback, delay),
  clear: (timer) => { clearTimeout(timer as ReturnType<typeof setTimeout>); },
};
