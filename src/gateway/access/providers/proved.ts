/** What a provider has proved of a person. */
export interface Proved {
  readonly issuer: string;
  readonly subject: string;
  /** Verified by the provider. */
  readonly email: string;
  /** `''` where it tells none. */
  readonly name: string;
  readonly groups: readonly string[];
  /** When the provider wants to be asked again at the latest, in milliseconds since 1970. */
  readonly ends?: number;
  /** What a sign-out there needs, for the session to remember. */
  readonly signOut?: string;
}

/** The texts among what may be a list, one text, or something else. */
export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((entry): entry is string => typeof entry === 'string' && entry !== '');
