import type { DeskField, DeskForm, Queue } from '../../src/adapters/desk/index.ts';

/** Where tickets about money arrive, besides the queue that every desk has. */
export const billing: Queue = { id: 'billing', name: 'Accounts and invoices' };

/** The fields of tickets: one of each type, some that are asked only sometimes, and one that only agents see. */
export const fields: readonly DeskField[] = [
  {
    id: 'product', label: 'Product', type: 'select', options: [
      { value: 'cloud', label: 'Widget Cloud' }, { value: 'app', label: 'Widget App' }, { value: 'billing', label: 'Billing' },
    ],
  },
  {
    id: 'component', label: 'Component', type: 'select', dependsOn: 'product', help: 'Which part of the product it is about.', options: [
      { value: 'login', label: 'Sign-in', when: ['cloud', 'app'] }, { value: 'dashboard', label: 'Dashboard', when: ['cloud'] },
      { value: 'api', label: 'API', when: ['cloud'] }, { value: 'ios', label: 'iPhone and iPad', when: ['app'] },
      { value: 'android', label: 'Android', when: ['app'] }, { value: 'invoice', label: 'Invoice', when: ['billing'] },
      { value: 'refund', label: 'Refund', when: ['billing'] },
    ],
  },
  {
    id: 'severity', label: 'Severity', type: 'select', options: [
      { value: 'low', label: 'Low: a question or a wish' }, { value: 'normal', label: 'Normal: there is a way around it' },
      { value: 'high', label: 'High: part of our work stands still' }, { value: 'critical', label: 'Critical: nobody can work' },
    ],
  },
  { id: 'order', label: 'Order number', type: 'text', help: 'As on the invoice: ORD- and six digits.', pattern: 'ORD-\\d{6}', maxLength: 10 },
  { id: 'steps', label: 'How can we see it ourselves?', type: 'textarea', help: 'One step a line.', maxLength: 5000 },
  {
    id: 'browsers', label: 'Browsers', type: 'multiselect', options: [
      { value: 'chrome', label: 'Chrome' }, { value: 'edge', label: 'Edge' }, { value: 'firefox', label: 'Firefox' }, { value: 'safari', label: 'Safari' },
    ],
  },
  { id: 'people', label: 'People affected', type: 'number', min: 1, max: 100_000, integer: true },
  { id: 'since', label: 'Since when?', type: 'date', min: '2020-01-01' },
  { id: 'callback', label: 'Please call me back', type: 'checkbox' },
  { id: 'phone', label: 'Phone number', type: 'text', help: 'With the country code: +49 221 1234567.', when: { field: 'callback', is: ['true'] }, pattern: '\\+[\\d \\-]{6,20}', maxLength: 21 },
  {
    id: 'invoice-request', label: 'What do you need?', type: 'select', options: [
      { value: 'copy', label: 'A copy of an invoice' }, { value: 'correction', label: 'A corrected invoice' }, { value: 'refund', label: 'Money back' },
    ],
  },
  { id: 'correction', label: 'What has to be corrected?', type: 'textarea', help: 'As it is, and as it should be.', when: { field: 'invoice-request', is: ['correction'] }, maxLength: 1000 },
  { id: 'root-cause', label: 'Root cause', type: 'text', agentsOnly: true },
];

/** The support form, with every kind of field. */
export const contactSupport: DeskForm = {
  id: 'contact-support', name: 'Contact support', description: 'We answer within one working day, and sooner when nobody can work.', queue: 'support',
  fields: [
    { id: 'subject', required: true, label: 'What is it about?' },
    { id: 'product', required: true },
    { id: 'component' },
    { id: 'severity', required: true, default: 'normal' },
    { id: 'message', required: true, label: 'What happened?', help: 'What you did, what you expected, and what you saw instead.' },
    { id: 'steps' },
    { id: 'order' },
    { id: 'browsers' },
    { id: 'people' },
    { id: 'since' },
    { id: 'callback', default: false },
    { id: 'phone', required: true },
    { id: 'root-cause' },
    { id: 'attachments', label: 'Files', help: 'Screenshots and log files help most.' },
  ],
};

/** A shorter form for one kind of question, whose tickets arrive in another queue. */
export const invoiceQuestion: DeskForm = {
  id: 'invoice-question', name: 'Question about an invoice', description: 'Copies, corrections and refunds.', queue: billing.id,
  fields: [
    { id: 'subject', required: true },
    { id: 'order', required: true },
    { id: 'invoice-request', required: true },
    { id: 'correction', required: true },
    { id: 'message', required: true },
    { id: 'attachments' },
  ],
};
