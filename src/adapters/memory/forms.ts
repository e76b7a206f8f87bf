import { checkForm, isEmpty, PortalError, type FieldValue, type FileLimits, type Form, type FormFiles, type FormValues, type TicketingAdapter } from '../../contract/index.ts';
import { absent, type Bound } from './bound.ts';
import type { MemoryFile, MemoryForm } from './data.ts';
import type { StoredTicket } from './store.ts';
import { badNames, readFiles, refuse } from './writes.ts';

type Part = Required<Pick<TicketingAdapter, 'listForms' | 'getForm' | 'createTicket'>>;

/** The fields that are parts of the first message and not of the ticket. */
const MESSAGE_PARTS = ['subject', 'message', 'attachments'];

/** Support forms, and the tickets that they open. */
export function formsPart(bound: Bound): Part {
  const { rules: { capabilities }, forms, answers, customer, find, shown, inbox } = bound;
  const formOf = (formId: string): MemoryForm => {
    const form = forms.find(({ id }) => id === formId);
    if (form === undefined) throw absent('form');
    return form;
  };

  return {
    listForms: async () => ({
      items: capabilities.createTicket ? forms.map(({ id, name, description }) => ({ id, name, ...(description === undefined ? {} : { description }) })) : [],
    }),
    async getForm({ formId }) {
      const { queue: _, ...form } = formOf(formId);
      return structuredClone(form);
    },
    createTicket: async ({ formId, values, files, followUpOf }, context) =>
      answers.once(customer, 'createTicket', context, async () => {
        const form = formOf(formId);
        refuseBadForm(form, values, files, capabilities.files);
        if (followUpOf !== undefined && shown(find(followUpOf)).capabilities.followUp !== true) throw new PortalError('conflict', 'This ticket takes no follow-up.');
        // In the order of the form's fields, whatever the order of the input.
        return { stored: await readFiles(form.fields.flatMap(({ id }) => files[id] ?? []), context), queue: inbox() ?? queueOf(bound, form) };
      }, ({ stored, queue }) => shown(openTicket(bound, formOf(formId), values, stored, queue, followUpOf ?? null))),
  };
}

/** @throws PortalError `unsupported` for a form whose tickets arrive nowhere */
function queueOf({ store }: Bound, { queue = store.queues[0]?.id ?? null }: MemoryForm): string {
  if (queue === null) throw new PortalError('unsupported', 'The tickets of this form arrive nowhere.');
  return queue;
}

/**
 * Looks at what has been filled in, and not at what is missing: the owner may have put conditions on fields, of which only those who ask know.
 * @throws PortalError `invalid-input` for values and files that the form does not take
 */
function refuseBadForm(form: Form, values: FormValues, files: FormFiles, limits: FileLimits | null): void {
  const fields = form.fields.map(({ when: _, ...field }) => ({ ...field, required: false }));
  refuse([...checkForm({ ...form, fields }, values, files, limits), ...Object.entries(files).flatMap(([field, list]) => badNames(list, field))]);
}

/** Opens a ticket for a customer from the values of a form. */
function openTicket({ store, customer }: Bound, form: Form, values: FormValues, files: readonly MemoryFile[], queue: string, followUpOf: string | null): StoredTicket {
  store.meet(customer);
  const text = (id: string): string => (typeof values[id] === 'string' ? values[id] : '');
  const value = (id: string): FieldValue => (isEmpty(values[id]) ? null : values[id] ?? null);
  const fields = form.fields.filter(({ id, type }) => type !== 'file' && !MESSAGE_PARTS.includes(id)).map(({ id }) => [id, value(id)] as const);
  const created = store.moment();
  const ticket = store.addTicket({
    subject: text('subject').trim() || form.name, requester: customer.email, queue, followUpOf,
    stage: store.stages.find(({ category }) => category === 'open')?.id ?? 'open', created, fields: Object.fromEntries(fields),
  });
  store.addMessage(ticket, { visibility: 'public', author: customer.email, text: text('message'), files, channel: 'form' }, created);
  return ticket;
}
