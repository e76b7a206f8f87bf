/** Texts of the end of a session, and of a preview. */
export const session = {
  'session.ends': { one: 'Your session ends in {count} minute.', other: 'Your session ends in {count} minutes.' },
  'session.endsSoon': 'Your session ends in less than a minute.',
  'session.anyKey': 'Press any key or tap anywhere to stay signed in.',
  'session.stay': 'Stay signed in',
  'session.stayed': 'You stay signed in.',
  'session.final': 'It cannot be made longer. What you have typed stays; sign in again to go on.',
  'session.signInAgain': 'Sign in again now',
  'session.close': 'Close',
  'session.preview': '{agent} sees the portal as {customer}. Read-only.',
  'session.endPreview': 'End the preview',
} as const;
