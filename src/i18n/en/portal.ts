/** Texts of the whole portal: navigation, and who is signed in. */
export const portal = {
  'portal.navigation': 'Support portal',
  'portal.tickets': 'Tickets',
  'portal.newTicket': 'Submit a support ticket',
  'portal.account': 'Your account',
  'portal.loading': 'Loading the portal …',
  'portal.pageNotFound': 'There is no such page in the portal.',
  'portal.backToTickets': 'Back to tickets',
  'login.signedOut': 'You have signed out.',
  'login.signedIn': 'You have signed in.',
} as const;
