import * as z from 'zod/mini';

const person = z.object({ email: z.string(), name: z.string() });

/** Who is signed in. Carries no token: the session itself is a cookie that no script can read. */
export const session = z.object({
  /** Null while nobody is signed in, and while somebody is {@link Session.held}. */
  customer: z.nullable(z.object({ id: z.string(), email: z.string(), name: z.string() })),
  /** When the session ends if nothing happens; null without a session. */
  expires: z.nullable(z.iso.datetime()),
  /** When the session ends whatever happens; absent without a session. */
  ends: z.optional(z.iso.datetime()),
  /** Who has proved who they are, and what keeps them out: they have not agreed to the owner's terms yet, or the owner does not admit them. */
  held: z.optional(z.extend(person, { reason: z.enum(['consent', 'denied']) })),
  /** The member of the support team who looks at the portal as this customer: nothing can be written. */
  preview: z.optional(z.object({ agent: z.string() })),
});
export type Session = z.infer<typeof session>;

/** What a person proved who they are with; one of them is a provider's, followed by its id. */
export const signInMethod = z.enum(['password', 'link', 'code', 'invitation', 'passkey', 'provider', 'host', 'preview']);
export type SignInMethod = z.infer<typeof signInMethod>;

/** The owner's terms in one language. */
export const consentDocument = z.object({
  /** Changes whenever the terms do: whoever agreed to another version is asked again. */
  version: z.string().check(z.minLength(1), z.maxLength(100)),
  /** Plain text; `[label](https://…)` is a link, an empty line begins a paragraph. */
  text: z.string(),
  /** Label of the box to tick; links as in the text. */
  label: z.string(),
});
export type ConsentDocument = z.infer<typeof consentDocument>;

/** The ways in that the owner has switched on; nothing else is offered. */
export const signInOptions = z.object({
  password: z.boolean(),
  /** May anybody register? */
  registration: z.boolean(),
  /** May a forgotten password be reset by mail? */
  passwordReset: z.boolean(),
  /** What a sign-in mail holds; null where there is none. */
  mail: z.nullable(z.enum(['link', 'code', 'both'])),
  passkeys: z.boolean(),
  /** Identity providers, in the owner's order. */
  providers: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Does the host's page hand its signed-in users over? */
  host: z.boolean(),
  /** The terms to agree to, in the language asked for; null where the owner has none. */
  consent: z.nullable(consentDocument),
});
export type SignInOptions = z.infer<typeof signInOptions>;
