import type { FormOption, Stage } from '../../contract/index.ts';
import type { MemoryData, MemoryField, MemoryForm, MemoryMessage, MemoryQueue, MemoryTicket } from './data.ts';
import { conversations } from './sample-conversations.ts';

/** The password of every customer of the sample data. */
export const SAMPLE_PASSWORD = 'portal-demo';

const stages: readonly Stage[] = [
  { id: 'new', label: 'New', category: 'open' },
  { id: 'in-progress', label: 'In progress', category: 'open' },
  { id: 'waiting', label: 'Waiting for your reply', category: 'open' },
  { id: 'solved', label: 'Solved', category: 'closed' },
  { id: 'rejected', label: 'Closed without a solution', category: 'closed' },
];

const queues: readonly MemoryQueue[] = [{ id: 'support', name: 'Support' }, { id: 'billing', name: 'Billing' }];

const fields: readonly MemoryField[] = [
  {
    id: 'product', label: 'Product', type: 'select',
    options: [{ value: 'cloud', label: 'Widget Cloud' }, { value: 'desktop', label: 'Widget Desktop' }, { value: 'billing', label: 'Billing' }],
  },
  {
    id: 'component', label: 'Component', type: 'select', options: [
      { value: 'login', label: 'Sign-in', when: ['cloud', 'desktop'] }, { value: 'api', label: 'API', when: ['cloud'] },
      { value: 'installer', label: 'Installer', when: ['desktop'] }, { value: 'invoice', label: 'Invoices', when: ['billing'] },
    ],
  },
  { id: 'severity', label: 'Severity', type: 'select', options: [{ value: 'low', label: 'Low' }, { value: 'normal', label: 'Normal' }, { value: 'high', label: 'High' }] },
  { id: 'order', label: 'Order number', type: 'text' },
  { id: 'seats', label: 'Seats affected', type: 'number' },
  { id: 'since', label: 'Since when', type: 'date' },
  { id: 'browsers', label: 'Browsers', type: 'multiselect', options: [{ value: 'chrome', label: 'Chrome' }, { value: 'firefox', label: 'Firefox' }, { value: 'safari', label: 'Safari' }] },
  { id: 'callback', label: 'Call me back', type: 'checkbox' },
  { id: 'phone', label: 'Phone number', type: 'text' },
  { id: 'topic', label: 'Topic', type: 'select', options: [{ value: 'amount', label: 'The amount is wrong' }, { value: 'refund', label: 'Refund' }, { value: 'address', label: 'Another address' }] },
  { id: 'root-cause', label: 'Root cause', type: 'text', agentsOnly: true },
];

/** The options of a field, for the form that asks for it. */
const choose = (id: string): { options: FormOption[] } => ({ options: [...fields.find((field) => field.id === id)?.options ?? []] });

const forms: readonly MemoryForm[] = [
  {
    id: 'problem', name: 'Report a problem', description: 'Something does not work as it should.',
    fields: [
      { id: 'subject', type: 'text', label: 'What is it about?', required: true, maxLength: 200 },
      { id: 'product', type: 'select', label: 'Product', required: true, ...choose('product') },
      { id: 'component', type: 'select', label: 'Component', required: false, dependsOn: 'product', ...choose('component') },
      { id: 'severity', type: 'select', label: 'Severity', required: true, default: 'normal', help: 'High: nobody can work.', ...choose('severity') },
      { id: 'order', type: 'text', label: 'Order number', required: false, help: 'As on the invoice: ORD-123456', pattern: 'ORD-\\d{6}' },
      { id: 'seats', type: 'number', label: 'Seats affected', required: false, min: 1, max: 10000, integer: true },
      { id: 'since', type: 'date', label: 'Since when', required: false, min: '2020-01-01' },
      { id: 'browsers', type: 'multiselect', label: 'Browsers', required: false, ...choose('browsers') },
      { id: 'callback', type: 'checkbox', label: 'Call me back', required: false, default: false },
      { id: 'phone', type: 'text', label: 'Phone number', required: true, when: { field: 'callback', is: ['true'] } },
      { id: 'message', type: 'textarea', label: 'What happened?', required: true, minLength: 10, maxLength: 20000 },
      { id: 'attachments', type: 'file', label: 'Files', required: false },
    ],
  },
  {
    id: 'question', name: 'Ask a question',
    fields: [
      { id: 'subject', type: 'text', label: 'Your question', required: true, maxLength: 200 },
      { id: 'message', type: 'textarea', label: 'Details', required: true },
    ],
  },
  {
    id: 'invoice', name: 'Ask about an invoice', queue: 'billing',
    fields: [
      { id: 'subject', type: 'text', label: 'Subject', required: true, maxLength: 200 },
      { id: 'topic', type: 'select', label: 'Topic', required: true, ...choose('topic') },
      { id: 'order', type: 'text', label: 'Order number', required: true, help: 'As on the invoice: ORD-123456', pattern: 'ORD-\\d{6}', when: { field: 'topic', is: ['amount', 'refund'] } },
      { id: 'message', type: 'textarea', label: 'Message', required: true },
    ],
  },
];

const HOUR = 3_600_000;
const SUBJECTS = [
  'Export stops at 90 %', 'Invoice for last month', 'Two-factor sign-in asks twice', 'Dark mode for the dashboard', 'Webhook arrives late',
  'Import of contacts fails', 'Cannot change my address', 'Report shows the wrong week', 'Slow search since Tuesday', 'Add a second administrator',
];

/** Three hundred small tickets, for paging and for long lists. */
function many(now: number): MemoryTicket[] {
  return Array.from({ length: 300 }, (_, index): MemoryTicket => {
    const created = now - (index + 2) * 7 * HOUR;
    const message = (author: string, hours: number, text: string): MemoryMessage =>
      ({ visibility: 'public', author, created: new Date(created + hours * HOUR).toISOString(), text, channel: 'portal' });
    const stage = stages[index % stages.length]?.id ?? 'new';
    const subject = SUBJECTS[index % SUBJECTS.length] ?? '';
    return {
      key: `many-${String(index + 1).padStart(3, '0')}`, subject: `${subject} (${String(index + 1)})`, requester: 'erin@globex.example', stage, created: new Date(created).toISOString(),
      fields: { product: index % 2 === 0 ? 'cloud' : 'desktop', severity: 'normal' },
      messages: [
        message('erin@globex.example', 0, `${subject}. Can you have a look?`),
        ...(stage === 'new' ? [] : [message('agnes@desk.example', 2, 'Thank you, we are looking into it.')]),
        ...(stage === 'in-progress' ? [message('erin@globex.example', 3, 'Any news?')] : []),
      ],
    };
  });
}

/**
 * A desk full of life for stories and demos, all invented: Alice and Bob of Acme, Carol and Erin of Globex (Erin with 300 tickets), Dave
 * with none. Two queues, a ticket with two conversations (Bob), one without any (Carol), three forms with fields that depend on others. Mail in HTML, quoted history, inline images, files with names in several scripts, a long conversation, a hostile mail.
 *
 * @param now The moment around which the dates lie, in milliseconds since 1970; default the present.
 */
export function sampleData(now = Date.now()): MemoryData {
  return {
    organizations: [{ id: 'acme', name: 'Acme' }, { id: 'globex', name: 'Globex' }],
    customers: [
      { email: 'alice@acme.example', name: 'Alice Arnold', organizations: ['acme'], password: SAMPLE_PASSWORD },
      { email: 'bob@acme.example', name: 'Bob Becker', organizations: ['acme'], password: SAMPLE_PASSWORD },
      { email: 'carol@globex.example', name: 'Carol Conte', organizations: ['globex'], password: SAMPLE_PASSWORD },
      { email: 'dave@acme.example', name: 'Dave Dupont', organizations: ['acme'], password: SAMPLE_PASSWORD },
      { email: 'erin@globex.example', name: 'Erin Egede', organizations: ['globex'], password: SAMPLE_PASSWORD },
    ],
    agents: [{ email: 'agnes@desk.example', name: 'Agnes' }, { email: 'max@desk.example', name: 'Max' }],
    stages, queues, fields, forms, tickets: [...conversations(now), ...many(now)],
  };
}
