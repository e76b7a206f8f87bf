/** Texts of the sign-in. */
export const login = {
  'portal.signedInAs': 'Signed in as {name}',
  'login.heading': 'Sign in',
  'login.email': 'Email',
  'login.password': 'Password',
  'login.showPassword': 'Show password',
  'login.submit': 'Sign in',
  'login.submitting': 'Signing in …',
} as const;
