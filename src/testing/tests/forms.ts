import { offeredOptions, type FieldValue, type Form, type FormValues, type Ticket, type TicketingClient } from '../../contract/index.ts';
import { ok, rejects, same } from '../assert.ts';
import { bytesOf, everyMessage, everyTicket, sameBytes } from '../bench.ts';
import { noise } from './attachments.ts';
import { plain } from './reading.ts';
import type { Tests } from '../suite.ts';

/** A valid value for a field that must be filled in. */
function valueFor(field: Form['fields'][number], values: FormValues): FieldValue {
  const [option] = offeredOptions(field, values);
  switch (field.type) {
    case 'select': return option?.value ?? null;
    case 'multiselect': return option === undefined ? [] : [option.value];
    case 'checkbox': return true;
    case 'number': return Number(field.min ?? 1);
    case 'date': return typeof field.min === 'string' ? field.min : '2024-01-05';
    default: return 'x'.repeat(Math.max(field.minLength ?? 1, 12));
  }
}

/** Every required field of a form, filled in. */
export function fill(form: Form): FormValues {
  const values: FormValues = {};
  for (const field of form.fields) if (field.required && field.type !== 'file') values[field.id] = valueFor(field, values);
  return values;
}

/** The form of the data set. */
const formId = (bench: Tests['bench']): string => bench.id('problem', 'form');

/** Opens a ticket with nothing but what is required. */
export async function open(bench: Tests['bench'], client: TicketingClient, subject: string, context = bench.write()): Promise<Ticket> {
  const form = await client.getForm({ formId: formId(bench) }, {});
  return client.createTicket({ formId: form.id, values: { ...fill(form), subject } }, context);
}

/** Forms, and the tickets that they open. */
export function formTests({ bench, test }: Tests): void {
  /** Runs where the backend opens tickets; elsewhere proves that it opens none. */
  const creating = (name: string, body: (client: TicketingClient) => Promise<void>, ...needs: Parameters<typeof test>[2][]): void => {
    test(name, async () => {
      const client = await bench.client('wendy');
      if ((await client.getProfile({}, {})).capabilities.createTicket) return body(client);
      same((await client.listForms({}, {})).items, [], 'forms where no ticket can be opened');
      await rejects(client.getForm({ formId: 'any' }, {}), 'unsupported', 'a form, which the capabilities deny');
      await rejects(client.createTicket({ formId: 'any', values: {} }, bench.write()), 'unsupported', 'a new ticket, which the capabilities deny');
    }, ...needs);
  };

  creating('every form that is listed can be had', async (client) => {
    const { items } = await client.listForms({}, {});
    ok(items.some(({ id }) => id === formId(bench)), 'The form of the data set is not in the list.');
    for (const { id, name } of items) {
      const form = await client.getForm({ formId: id }, {});
      same([form.id, form.name], [id, name], 'id and name of the form');
      ok(new Set(form.fields.map((field) => field.id)).size === form.fields.length, `The form ${name} has two fields of the same id.`);
    }
  });

  creating('a form has the fields that the ticketing system asks for', async (client) => {
    const form = await client.getForm({ formId: formId(bench) }, {});
    for (const given of bench.data.forms[0]?.fields ?? []) {
      const isPart = ['subject', 'message', 'attachments'].includes(given.id);
      const field = form.fields.find(({ id }) => id === (isPart ? given.id : bench.id(given.id, 'field')));
      same([field?.type, field?.required], [given.type, given.required], `type of ${given.id}, and whether it is required`);
      if (given.options !== undefined) same(field?.options?.map(({ label }) => label), given.options.map(({ label }) => label), `options of ${given.id}`);
      if (!isPart) same(field?.label, given.label, `label of ${given.id}`);
    }
    ok(!form.fields.some(({ id }) => id === bench.id('root-cause', 'field')), 'The form asks customers for a field of the agents.');
  }, 'fields');

  creating('a form that is not there is absent', async (client) => {
    for (const absent of ['no-such-form', ` ${formId(bench)}`, '__proto__', '%', '..']) {
      await rejects(client.getForm({ formId: absent }, {}), 'not-found', `the form ${absent}`);
      await rejects(client.createTicket({ formId: absent, values: {} }, bench.write()), 'not-found', `a ticket by the form ${absent}`);
    }
  });

  creating('a new ticket is the customer\'s, open, and in the list at once', async (client) => {
    const subject = 'Brand new: 100% <b>"quoted"</b> & 서울 💥';
    const form = await client.getForm({ formId: formId(bench) }, {});
    const ticket = await client.createTicket({ formId: form.id, values: { ...fill(form), subject, message: 'First line\n\n  <i>second</i> & last' } }, bench.write());
    same([ticket.subject, ticket.requester.email.toLowerCase(), ticket.status.category, ticket.lastMessageBy], [subject, bench.customer('wendy').email, 'open', 'customer'], 'the new ticket');
    same((await client.getTicket({ ticketId: ticket.id }, {})), ticket, 'the ticket read again');
    const [newest] = (await client.listTickets({ sort: 'created', limit: 100 }, {})).items.filter(({ id }) => id === ticket.id);
    same(newest?.subject, subject, 'subject in the list');
    const messages = await everyMessage(client, ticket.id);
    same(messages.map(({ text, author }) => [plain(text), author]), [['First line\n\n  <i>second</i> & last', { name: 'Wendy Wolf', role: 'customer', isMe: true }]], 'the conversation');
  });

  creating('a new ticket belongs to the customer\'s organization', async (client) => {
    const ticket = await open(bench, client, 'For our organization');
    same(ticket.organization?.id, bench.id('writers', 'organization'), 'organization');
    const colleague = await bench.client('walt', ['organization']);
    same((await colleague.getTicket({ ticketId: ticket.id }, {})).subject, 'For our organization', 'subject, read by a colleague');
  }, 'organizations');

  creating('a customer nobody had tickets of can open one', async () => {
    const client = await bench.client('walt');
    const ticket = await open(bench, client, 'My first');
    same(ticket.requester.name, 'Walt Weber', 'requester');
  });

  creating('the values of a form become fields of the ticket', async (client) => {
    const form = await client.getForm({ formId: formId(bench) }, {});
    const field = (id: string): Form['fields'][number] | undefined => form.fields.find((one) => one.id === bench.id(id, 'field'));
    const option = (id: string, label: string): string => field(id)?.options?.find((one) => one.label === label)?.value ?? '';
    const ids = { product: bench.id('product', 'field'), browsers: bench.id('browsers', 'field'), order: bench.id('order', 'field'), incident: bench.id('incident', 'field') };
    const { id } = await client.createTicket({
      formId: form.id, values: {
        ...fill(form), [ids.product]: option('product', 'Widget Desktop'), [ids.browsers]: [option('browsers', 'Firefox'), option('browsers', 'Safari')], [ids.order]: 'ORD-654321', [ids.incident]: '2024-02-29',
      },
    }, bench.write());
    const { fields } = await client.getTicket({ ticketId: id }, {});
    const shown = (name: keyof typeof ids): unknown => fields.find((one) => one.id === ids[name])?.value;
    same([shown('product'), shown('browsers'), shown('order'), shown('incident')], ['Widget Desktop', ['Firefox', 'Safari'], 'ORD-654321', '2024-02-29'], 'fields');
  }, 'fields');

  creating('files of a form are with the first message', async (client) => {
    const form = await client.getForm({ formId: formId(bench) }, {});
    const input = form.fields.find(({ type }) => type === 'file');
    const { capabilities } = await client.getProfile({}, {});
    if (input === undefined || capabilities.files === null) return;
    const files = [new File([noise(3000)], '견적서.pdf', { type: 'application/pdf' }), new File(['log'], 'crash 💥.log', { type: 'application/octet-stream' })];
    const { id: ticketId } = await client.createTicket({ formId: form.id, values: { ...fill(form), subject: 'With files' }, files: { [input.id]: files } }, bench.write());
    const [message] = await everyMessage(client, ticketId);
    same(message?.attachments.map(({ name, size }) => [name, size]), files.map(({ name, size }) => [name, size]), 'files of the first message');
    for (const [index, file] of files.entries()) {
      const download = await client.downloadAttachment({ ticketId, messageId: message?.id ?? '', attachmentId: message?.attachments[index]?.id ?? '' }, {});
      sameBytes(await bytesOf(download), await bytesOf(file), `download of ${file.name}`);
    }
  });

  creating('what does not fit the form is refused field by field, and opens nothing', async (client) => {
    const form = await client.getForm({ formId: formId(bench) }, {});
    const refuses = async (values: FormValues, path: string, code: string): Promise<void> => {
      const subject = `Must not exist: ${path} ${code}`;
      const { issues } = await rejects(client.createTicket({ formId: form.id, values: { ...fill(form), subject, ...values } }, bench.write()), 'invalid-input', `a form with ${JSON.stringify(values)}`);
      same(issues.map((issue) => [issue.path, issue.code]), [[path, code]], `what is wrong with ${JSON.stringify(values)}`);
    };
    for (const field of form.fields.filter(({ required, type }) => required && type !== 'file')) await refuses({ [field.id]: field.type === 'multiselect' ? [] : '' }, field.id, 'required');
    for (const field of form.fields.filter(({ type }) => type === 'select')) await refuses({ [field.id]: 'no such option' }, field.id, 'option');
    for (const field of form.fields.filter(({ type }) => type === 'date')) await refuses({ [field.id]: '2024-02-30' }, field.id, 'date');
    await refuses({ 'no-such-field': 'x' }, 'no-such-field', 'invalid');
    ok(!(await everyTicket(client)).some(({ subject }) => subject.startsWith('Must not exist')), 'A refused form opened a ticket.');
  });

  creating('what else is sent along with a new ticket has no effect', async (client) => {
    const carol = bench.customer('carol').email;
    const form = await client.getForm({ formId: formId(bench) }, {});
    const along = {
      formId: form.id, values: { ...fill(form), subject: 'Only mine' }, requester: carol, customer: carol, author: carol, cc: [carol], organization: 'globex', status: 'closed', stage: 'solved',
      internal: true, visibility: 'internal', created: '2001-01-01T00:00:00Z', queue: 'billing', id: bench.id('stranger'), ticketId: bench.id('stranger'),
    };
    const ticket = await client.createTicket(along, bench.write());
    same([ticket.requester.email.toLowerCase(), ticket.cc, ticket.status.category, ticket.created.startsWith('2001'), ticket.organization?.id === bench.id('globex', 'organization')],
      [bench.customer('wendy').email, [], 'open', false, false], 'the new ticket');
    same((await everyMessage(client, ticket.id)).map(({ author }) => author.isMe), [true], 'the conversation');
  });

  creating('properties hidden among a form\'s values are refused', async (client) => {
    const form = await client.getForm({ formId: formId(bench) }, {});
    for (const property of ['requester', 'status', 'stage', 'organization', 'internal', 'created', 'queue', 'root-cause']) {
      if (form.fields.some(({ id }) => id === property)) continue;
      await rejects(client.createTicket({ formId: form.id, values: { ...fill(form), [property]: 'x' } }, bench.write()), 'invalid-input', `the value ${property}`);
    }
  });
}
