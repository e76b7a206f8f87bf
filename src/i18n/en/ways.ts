/** Texts of the ways in besides a password: identity providers, mail, passkeys, the page's own application. */
export const ways = {
  'login.or': 'or',
  'login.otherWays': 'Other ways to sign in',
  'login.continueWith': 'Continue with {name}',
  'login.leaving': 'Going to {name} …',
  'login.mail.link': 'Email me a sign-in link',
  'login.mail.code': 'Email me a sign-in code',
  'login.mail.both': 'Email me a link or a code',
  'login.mailSending': 'Sending …',
  'login.emailInvalid': 'Enter a full email address, such as name@example.com.',
  'login.passkey': 'Sign in with a passkey',
  'login.passkeyWaiting': 'Waiting for your passkey …',
  'login.passkeyUnknown': 'This passkey is not known here. Sign in another way.',
  'login.passkeyFailed': 'The passkey could not be used. Try again, or sign in another way.',
  'login.noPasskeys': 'You sign in here with a passkey, which this browser cannot use. Try a newer browser or another device.',
  'login.host': 'Sign in to this website. The support portal then opens by itself.',
  'login.noWay': 'Nobody can sign in here at the moment. Ask the owner of this site.',
} as const;
