/** What is mounted over and over: an element as a page would write it, and what it shows once it is really there. */
export interface Subject {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements with shadow roots below it, then what is in the last one; nothing, where nothing is waited for. */
  readonly usable: readonly string[];
  /** How many are there at a time; default one. */
  readonly crowd?: number;
  /** Milliseconds that they stay from then on; default none. */
  readonly stay?: number;
  /** What is special about it, after the element's name. */
  readonly how?: string;
}

/** Longer than elements take until they look for news. */
const STAY = { how: ', followed', crowd: 50, stay: 2500 } as const;

/** Every element that customers meet. @param ticketId Of a ticket with messages */
export const subjects = (ticketId: string): readonly Subject[] => [
  { tag: 'customer-portal', attributes: { gateway: '/api' }, usable: ['ticket-list', 'tbody tr:has(a)'] },
  { tag: 'ticket-list', attributes: { gateway: '/api' }, usable: ['tbody tr'] },
  { tag: 'ticket-detail', attributes: { 'gateway': '/api', 'ticket-id': ticketId }, usable: ['article'] },
  { tag: 'support-form', attributes: { 'gateway': '/api', 'form-id': 'question' }, usable: ['textarea'] },
  { tag: 'portal-login', attributes: { gateway: '/nobody' }, usable: ['input[type=email]'] },
  { tag: 'ticket-badge', attributes: { gateway: '/api' }, usable: [], how: ', gone at once' },
  { tag: 'ticket-badge', attributes: { gateway: '/api' }, usable: [], ...STAY },
  { tag: 'ticket-list', attributes: { gateway: '/api' }, usable: ['tbody tr'], ...STAY },
  { tag: 'ticket-detail', attributes: { 'gateway': '/api', 'ticket-id': ticketId }, usable: ['article'], ...STAY },
];
