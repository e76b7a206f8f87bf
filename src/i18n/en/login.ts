/** Texts of the plain sign-in, which is loaded first. */
export const login = {
  'portal.signedInAs': 'Signed in as {name}',
  'login.heading': 'Sign in',
  'login.loading': 'Loading …',
  'login.email': 'Email',
  'login.password': 'Password',
  'login.showPassword': 'Show password',
  'login.forgot': 'Forgot your password?',
  'login.submit': 'Sign in',
  'login.submitting': 'Signing in …',
  'login.noAccount': 'No account yet?',
  'login.register': 'Register here',
  'login.providerFailed': 'Signing in there did not succeed. Try again, or sign in another way.',
  'login.account': 'Your account',
} as const;
