import { waitUntil as wait } from '@open-wc/testing';

/**
 * Waits until something is true of the page, as the library does, but for 8 s: its own second is less than a busy machine takes to fetch the code
 * of a part. Only what never comes takes that long.
 */
export const waitUntil = (predicate: () => unknown, message?: string, options: { readonly interval?: number; readonly timeout?: number } = {}): Promise<void> =>
  wait(predicate, message, { timeout: 8000, ...options });
