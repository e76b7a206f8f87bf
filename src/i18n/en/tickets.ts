/** Texts of the list and of a single ticket. */
export const tickets = {
  'login.required': 'Sign in to see your tickets.',
  'list.created': 'Created',
  'list.lastActivity': 'Last activity',
  'list.waitingOnYou': 'Waiting for you',
  'list.waitingOnUs': 'Waiting for us',
  'status.open': 'Open',
  'status.closed': 'Closed',
  'ticket.yes': 'Yes',
  'ticket.no': 'No',
} as const;
