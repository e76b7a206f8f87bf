import type { MemoryCustomer } from '../data.ts';

/** The owner's terms. */
export interface MemoryTerms {
  readonly version: string;
  /** By language tag; the first one where a page's language is not there. */
  readonly texts: Readonly<Record<string, { readonly text: string; readonly label: string }>>;
}

/** How customers get in: the owner's choice. The same as in the gateway's settings, but for what needs another machine. */
export interface MemoryAccessRules {
  /** Default true. */
  readonly password: boolean;
  /** Whether mails can be sent, by which passwords are reset, for instance; default where `registration` or `signInMail` are on. */
  readonly mail?: boolean | undefined;
  readonly registration: boolean;
  readonly signInMail: 'link' | 'code' | 'both' | null;
  /** Whatever a browser answers counts as a passkey: nothing of it is verified, so tests may make answers up. */
  readonly passkeys: boolean;
  /** Identity providers. `url` is where signing in leads; without it, it answers `unavailable`. */
  readonly providers: readonly { readonly id: string; readonly name: string; readonly url?: string }[];
  /** The address of the customer for whom a token of the page's application is; null where it is not accepted. The rule itself is null where there is no such thing. */
  readonly host: ((token: string) => string | null) | null;
  readonly admit: 'everyone' | { readonly addresses?: readonly string[]; readonly domains?: readonly string[]; readonly groups?: readonly string[] };
  /** Members of the owner's groups: addresses, or domains such as `@acme.example`. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** `sites` are other terms for pages of an origin. */
  readonly consent: (MemoryTerms & { readonly sites?: Readonly<Record<string, MemoryTerms>> }) | null;
  /** Minutes without a request after which a session ends; default 30. */
  readonly idleMinutes: number;
  /** Minutes after which it ends whatever happens; default 12 hours. */
  readonly absoluteMinutes: number;
}

/** Passwords and nothing else, for the customers that there are. */
export const DEFAULT_RULES: MemoryAccessRules = {
  password: true, registration: false, signInMail: null, passkeys: false, providers: [], host: null, admit: 'everyone', groups: {}, consent: null,
  idleMinutes: 30, absoluteMinutes: 12 * 60,
};

/** Who may sign in, and how. */
export interface MemoryAccessOptions extends Partial<MemoryAccessRules> {
  /** Customers; those without a password cannot sign in by one. */
  readonly customers: readonly MemoryCustomer[];
  /** The e-mail address of who is signed in at the start; default nobody. */
  readonly signedIn?: string;
  /** The clock, in milliseconds since 1970; default the machine's. */
  readonly now?: () => number;
}

export const sendsMail = ({ mail, registration, signInMail }: MemoryAccessRules): boolean => mail ?? (registration || signInMail !== null);

/** Whether the owner lets an address in. */
export function admits({ admit, groups }: MemoryAccessRules, email: string): boolean {
  if (admit === 'everyone') return true;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const { addresses = [], domains = [] } = admit;
  const members = (admit.groups ?? []).flatMap((group) => groups[group] ?? []).map((member) => member.toLowerCase());
  return addresses.some((address) => address.toLowerCase() === email) || domains.some((listed) => listed.toLowerCase().replace(/^@/, '') === domain)
    || members.includes(email) || members.includes(`@${domain}`);
}

/** The terms for pages of a site, and the name under which agreements to them are kept. */
export function termsFor({ consent }: MemoryAccessRules, site: string): { readonly terms: MemoryTerms; readonly key: string } | null {
  if (consent === null) return null;
  const own = consent.sites?.[site];
  return own === undefined ? { terms: consent, key: '' } : { terms: own, key: site };
}

/** The terms in the nearest language that there is. */
export function documentIn({ version, texts }: MemoryTerms, language = ''): { version: string; text: string; label: string } {
  const primary = language.toLowerCase().split('-')[0];
  const known = Object.entries(texts);
  const [, words = { text: '', label: '' }] = known.find(([tag]) => tag.toLowerCase() === language.toLowerCase())
    ?? known.find(([tag]) => tag.toLowerCase().split('-')[0] === primary) ?? known[0] ?? [];
  return { version, text: words.text, label: words.label };
}
