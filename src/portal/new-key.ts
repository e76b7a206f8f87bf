/** A key for one press of send: every repetition of it carries the same one. */
export const newKey = (): string => (
  // randomUUID exists in secure contexts only, and a test site on plain http is none.
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
);
