import * as z from 'zod/mini';

const say = (error: string): { error: string } => ({ error });
const text = (what: string) => z.string(say(what)).check(z.minLength(1, say(what)));
const list = (what: string) => z._default(z.array(text(what), say(what)), []);

const ADMISSION = 'must be "everyone" or { "addresses": [...], "domains": [...], "groups": [...] }.';

/** Whom the owner lets in, whatever they prove who they are with. */
export const admission = z.union([
  z.literal('everyone'),
  z.strictObject({
    addresses: list('must be e-mail addresses.'),
    /** Whole domains, such as `acme.example`; sub-domains are not meant. */
    domains: list('must be domains, such as "acme.example".'),
    /** Groups that the gateway keeps, or that an identity provider says somebody is in. */
    groups: list('must be names of groups.'),
  }, say(ADMISSION)),
], say(ADMISSION));
export type Admission = z.infer<typeof admission>;

/** The owner's terms in all their languages. */
export const terms = z.strictObject({
  version: text('must name the version of the terms; change it whenever the text changes.'),
  /** By language tag; the first one is taken where a page's language is not there. */
  texts: z.record(z.string(), z.strictObject({
    text: text('must be the terms. Write links as [label](https://…).'),
    label: text('must be the label of the box to tick.'),
  })).check(z.refine((texts) => Object.keys(texts).length > 0, say('must have the terms in one language at least.'))),
});
export type Terms = z.infer<typeof terms>;

/** Whether a text is an origin as browsers write it: scheme, host and port. */
export const isOrigin = (value: string): boolean => URL.canParse(value) && new URL(value).origin === value;

/** Terms of the whole portal, and others for single sites. */
export const consentTerms = z.extend(terms, {
  /** Other terms for pages of an origin. */
  sites: z._default(z.record(z.string().check(z.refine(isOrigin, say('must be origins, such as "https://www.example.com".'))), terms), {}),
});

/** Whether a link or a code would become part of another address, to which a click would give it away. */
const givesAway = (words: string): boolean => words.split(/\s/).some((word) => /[/?=&@#%]/.test(word.slice(0, Math.max(word.lastIndexOf('{link}'), word.lastIndexOf('{code}'), 0))));
const mailWords = (what: string) => text(what).check(z.refine((words) => !givesAway(words), say('must leave a space before {link} and {code}: they are no part of another address.')));

/** Texts of a mail in the owner's words, by language: `{name}`, `{portal}`, `{link}`, `{code}`, `{minutes}` are filled in. */
const mailTexts = z.record(z.string(), z.strictObject({ subject: mailWords('must be the subject.'), text: mailWords('must be the text.') }));
export const mailKind = z.enum(['verification', 'known-address', 'reset', 'sign-in', 'invitation', 'password-changed']);
export type MailKind = z.infer<typeof mailKind>;

/** The ways in that need no secret, so that an owner may choose them in a page. */
export const accessChoices = {
  password: z.boolean(),
  /** May anybody register? */
  registration: z.boolean(),
  /** Sign-in by mail instead of, or besides, a password. */
  signInMail: z.nullable(z.enum(['link', 'code', 'both'])),
  passkeys: z.boolean(),
  admit: admission,
  consent: z.nullable(consentTerms),
  /** The owner's words for mails. */
  mails: z.partialRecord(mailKind, mailTexts),
  /** Days until an invitation is void. */
  invitationDays: z.int(say('must be a number of days.')).check(z.positive(say('must be a number of days.'))),
};

/** The owner's choices; what is absent stays as the gateway's configuration has it. */
export const accessSection = z.partial(z.strictObject(accessChoices));
export type AccessSection = z.infer<typeof accessSection>;
