import * as z from 'zod/mini';
import { accessChoices } from '../../contract/index.ts';
import { isLoopback } from '../origins.ts';

const say = (error: string): { error: string } => ({ error });
const text = (what: string) => z.string(say(what)).check(z.minLength(1, say(what)));
const seconds = (what: string) => z.int(say(what)).check(z.positive(say(what)));
const webAddress = (what: string) => z.string(say(what)).check(z.refine(URL.canParse, say(what)));
/** An address that secrets or proofs of identity travel to: https, but for this machine. */
const secureAddress = (what: string) => webAddress(what).check(z.refine((value) => {
  const { protocol, hostname } = URL.canParse(value) ? new URL(value) : { protocol: '', hostname: '' };
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}, say(`${what.replace(/\.$/, '')}, and https (plain http is for this machine only).`)));
/** An X.509 certificate, PEM or its bare Base64. */
const certificate = (what: string) => text(what).check(z.refine((value) => /^MI[A-Za-z\d+/]{100,}={0,2}$/.test(value.replace(/-----(?:BEGIN|END) CERTIFICATE-----|\s+/g, '')), say(what)));

const providerBase = {
  /** In addresses: letters, digits and `-`. */
  id: z.string(say('must be an id of letters, digits and -.')).check(z.regex(/^[a-z0-9-]{1,50}$/, say('must be an id of small letters, digits and -.'))),
  /** What the button says. */
  name: text('must be the name on the button.'),
  /** Who of this provider is let in, besides what `admit` of the whole portal says: all, or members of groups that the provider names. */
  admit: z._default(z.union([z.literal('everyone'), z.strictObject({ groups: z.array(z.string()).check(z.minLength(1)) })], say('must be "everyone" or { "groups": [...] }.')), 'everyone'),
  /** Name of the claim or attribute that lists groups. */
  groups: z._default(z.string(), 'groups'),
};

/** An OpenID Connect provider. Whoever's address it does not call verified (`email_verified: true`) stays out. */
export const oidcProvider = z.strictObject({
  ...providerBase, type: z.literal('oidc'),
  issuer: secureAddress('must be the issuer\'s address, as in its /.well-known/openid-configuration.'),
  clientId: text('must be the client\'s id at the provider.'),
  /** Absent for a public client. */
  clientSecret: z.optional(text('must be the client\'s secret.')),
  /** How the secret is sent. */
  clientAuthentication: z._default(z.enum(['basic', 'post']), 'basic'),
  scopes: z._default(z.string(), 'openid email profile'),
});
export type OidcProvider = z.infer<typeof oidcProvider>;

/** A SAML 2.0 identity provider. Its word for an address counts: SAML has no word for a verified one, and the provider is the owner's own. It has to sign its assertions. */
export const samlProvider = z.strictObject({
  ...providerBase, type: z.literal('saml'),
  /** The provider's entity id. */
  entityId: text('must be the provider\'s entity id.'),
  /** Where sign-in begins (HTTP-Redirect binding). */
  signInURL: secureAddress('must be the address of the provider\'s single sign-on service.'),
  /** Where sign-out begins (HTTP-Redirect binding); absent where the provider has none. */
  signOutURL: z.optional(secureAddress('must be the address of the provider\'s single logout service.')),
  /** The provider's signing certificates, PEM or Base64; several while one replaces another. */
  certificates: z.array(certificate('must be a certificate, PEM or Base64.')).check(z.minLength(1, say('must hold the provider\'s signing certificate.'))),
  /** Attributes that carry address and name; the NameID counts as the address where `email` is absent from the assertion and its format is emailAddress. */
  attributes: z._default(z.strictObject({ email: z._default(z.string(), 'email'), name: z._default(z.string(), 'name') }), { email: 'email', name: 'name' }),
  /** May a sign-in begin at the provider? Anybody who is not signed in can then be made to sign in as somebody else, so it is off unless it is needed. */
  idpInitiated: z._default(z.boolean(), false),
  /** Our key and certificate, PEM, to sign requests with; absent for unsigned requests. Logout needs them at most providers. */
  signing: z.optional(z.strictObject({
    privateKey: text('must be a private key, PEM.').check(z.regex(/^\s*-----BEGIN (?:RSA )?PRIVATE KEY-----/, say('must be a private key of RSA, PEM, without a passphrase.'))),
    certificate: certificate('must be the certificate of your key, PEM.'),
  })),
});
export type SamlProvider = z.infer<typeof samlProvider>;

/** A key to check signatures with. A private one has no business here, and a shared one goes by `secret`. */
const publicKey = z.record(z.string(), z.unknown())
  .check(z.refine(({ kty, d }) => ['RSA', 'EC', 'OKP'].includes(kty as string) && d === undefined, say('must be a public key, as JWK (kty RSA, EC or OKP, without d).')));

/** The page's own application, which hands its signed-in users over by a JWT. */
const hostSettings = z.strictObject({
  issuer: text('must be what your tokens say in "iss".'),
  audience: text('must be what your tokens say in "aud".'),
  /** One of these: a secret shared with the application (HS256, at least 32 characters), keys, or where they are. */
  keys: z.union([
    z.strictObject({ secret: z.string().check(z.minLength(32, say('must have at least 32 random characters.'))) }),
    z.strictObject({ jwks: z.object({ keys: z.array(publicKey).check(z.minLength(1, say('must hold a key.'))) }) }),
    z.strictObject({ jwksURL: secureAddress('must be the address of your key set.') }),
  ], say('must be { "secret": … }, { "jwks": { "keys": [...] } } or { "jwksURL": … }.')),
  /** Seconds that a session lives from a token on; the page renews it by itself. */
  session: z._default(seconds('must be a number of seconds.'), 15 * 60),
});
export type HostSettings = z.infer<typeof hostSettings>;

/** How customers get in: the owner's choice. Everything has a default, and nothing is on that lets strangers in. */
export const accessSettings = z.strictObject({
  /** The page that holds the portal. Links of mails and sign-ins that begin elsewhere lead there; needed as soon as there are any. On a listed origin. */
  portalURL: z.optional(webAddress('must be the address of the page that holds the portal.')),
  password: z._default(accessChoices.password, true),
  registration: z._default(accessChoices.registration, false),
  signInMail: z._default(accessChoices.signInMail, null),
  passkeys: z._default(accessChoices.passkeys, false),
  admit: z._default(accessChoices.admit, 'everyone'),
  providers: z._default(z.array(z.discriminatedUnion('type', [oidcProvider, samlProvider], say('must be "oidc" or "saml".'))), []),
  host: z._default(z.nullable(hostSettings), null),
  consent: z._default(accessChoices.consent, null),
  mails: z._default(accessChoices.mails, {}),
  invitationDays: z._default(accessChoices.invitationDays, 14),
});
/** As the owner writes them. */
export type AccessSettingsInput = z.input<typeof accessSettings>;
/** With everything filled in. */
export type AccessSettings = z.infer<typeof accessSettings>;

const EXPECTED: Readonly<Record<string, string>> = { boolean: 'true or false', string: 'a text', array: 'a list', object: 'an object', record: 'an object' };

/** What is wrong with a setting, where its schema has no words of its own: for the `error` of a parse. */
export function settingError(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') return `must not have ${issue.keys.map((key) => `"${key}"`).join(' and ')}, which is not known.`;
  if (issue.code === 'invalid_type') return `must be ${EXPECTED[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`;
  return undefined;
}
