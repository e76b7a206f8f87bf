import type { BackendDescription, Form, FormOption, Stage } from '../contract/index.ts';
import type { SuiteField } from './data.ts';

export const STAGES: readonly Stage[] = [
  { id: 'new', label: 'New', category: 'open' },
  { id: 'in-progress', label: 'In progress', category: 'open' },
  { id: 'waiting', label: 'Waiting', category: 'open' },
  { id: 'solved', label: 'Solved', category: 'closed' },
  { id: 'rejected', label: 'Rejected', category: 'closed' },
];

export const QUEUES: BackendDescription['queues'] = [{ id: 'support', name: 'Support' }, { id: 'billing', name: 'Billing' }];

const PRODUCTS: FormOption[] = [{ value: 'cloud', label: 'Widget Cloud' }, { value: 'desktop', label: 'Widget Desktop' }];
const BROWSERS: FormOption[] = [{ value: 'chrome', label: 'Chrome' }, { value: 'firefox', label: 'Firefox' }, { value: 'safari', label: 'Safari' }];

export const FIELDS: readonly SuiteField[] = [
  { id: 'product', label: 'Product', type: 'select', options: PRODUCTS },
  { id: 'browsers', label: 'Browsers', type: 'multiselect', options: BROWSERS },
  { id: 'order', label: 'Order number', type: 'text' },
  { id: 'incident', label: 'Incident date', type: 'date' },
  { id: 'root-cause', label: 'Root cause', type: 'text', agentsOnly: true },
];

export const FORMS: readonly Form[] = [{
  id: 'problem', name: 'Report a problem',
  fields: [
    { id: 'subject', type: 'text', label: 'Subject', required: true, maxLength: 200 },
    { id: 'product', type: 'select', label: 'Product', required: true, options: PRODUCTS },
    { id: 'browsers', type: 'multiselect', label: 'Browsers', required: false, options: BROWSERS },
    { id: 'order', type: 'text', label: 'Order number', required: false, pattern: 'ORD-\\d{6}' },
    { id: 'incident', type: 'date', label: 'Incident date', required: false },
    { id: 'message', type: 'textarea', label: 'Message', required: true },
    { id: 'attachments', type: 'file', label: 'Files', required: false },
  ],
}];
