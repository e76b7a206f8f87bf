import type { BackendDescription, ConnectedForm, PortalSettings, SettingsProblem } from '../../contract/index.ts';
import { CONTACT_PROPERTIES } from '../../policy/index.ts';
import { broken, ruleProblems, type KnownProperty } from './rule-problems.ts';

type Tickets = PortalSettings['tickets'];

/** What in a document speaks of something that the ticketing system has not got, or cannot do. */
export function meaningProblems({ tickets, form, actions }: PortalSettings, backend: BackendDescription): SettingsProblem[] {
  const { can } = backend;
  const cannot = (path: string, what: string): SettingsProblem => broken(path, 'not-supported', backend.name, `cannot be kept: ${what}.`);
  return [
    ...tickets.filter === null ? [] : ruleProblems(tickets.filter, 'tickets.filter', backend.properties),
    ...shownProblems(tickets, backend),
    ...tickets.inbox === null ? [] : can.inbox ? queueProblems('tickets.inbox', tickets.inbox, backend) : [cannot('tickets.inbox', 'this ticketing system decides itself where tickets arrive')],
    ...(form.forms ?? []).flatMap((connected, index) => formProblems(connected, `form.forms.${String(index)}`, tickets.inbox, backend)),
    ...actions.cc !== 'nobody' && !can.cc ? [cannot('actions.cc', 'nobody can be put in copy here')] : [],
    ...actions.rate && !can.rate ? [cannot('actions.rate', 'tickets cannot be rated here')] : [],
  ];
}

const CONTACTS: readonly KnownProperty[] = CONTACT_PROPERTIES.map((id) => ({
  id, type: 'text', operators: ['is', 'is-not', 'in', 'not-in', 'contains', 'not-contains', 'is-known', 'is-unknown'],
}));

/** What is wrong with the rule about contacts, whatever the ticketing system. */
export const permissionProblems = ({ permission }: Tickets): SettingsProblem[] =>
  typeof permission === 'string' ? [] : ruleProblems(permission.organizationFor, 'tickets.permission.organizationFor', CONTACTS);

function shownProblems({ columns, fields, status }: Tickets, backend: BackendDescription): SettingsProblem[] {
  const field = (path: string, id: string): SettingsProblem[] =>
    backend.fields.some((known) => known.id === id) ? [] : [broken(path, 'unknown-field', id, `is the field "${id}", which is not there (any more).`)];
  return [
    ...columns.flatMap((column, index) => column.startsWith('field:') ? field(`tickets.columns.${String(index)}`, column.slice('field:'.length)) : []),
    ...fields.flatMap((id, index) => field(`tickets.fields.${String(index)}`, id)),
    ...Object.keys(status.labels).filter((id) => !backend.stages.some((stage) => stage.id === id))
      .map((id) => broken(`tickets.status.labels.${id}`, 'unknown-stage', id, `names the stage "${id}", which is not there (any more).`)),
  ];
}

function queueProblems(path: string, id: string, { queues }: BackendDescription): SettingsProblem[] {
  const queue = queues.find((known) => known.id === id);
  if (queue === undefined) return [broken(path, 'unknown-queue', id, `is the inbox "${id}", which is not there (any more).`)];
  if (queue.problem === undefined) return [];
  return [broken(path, 'queue-without-rights', queue.name, `is the inbox "${queue.name}", where no ticket can be created: ${queue.problem === 'disabled' ? 'it is switched off' : 'Portico has no right to'}.`)];
}

/** Fields that every ticket has anyway: a form with no others asks for nothing that a mail would not say. */
const OF_EVERY_TICKET = ['subject', 'message', 'attachments'];

function formProblems({ id, conditions }: ConnectedForm, path: string, inbox: string | null, backend: BackendDescription): SettingsProblem[] {
  const form = backend.forms.find((known) => known.id === id);
  const wrong = (code: SettingsProblem['code'], message: string): SettingsProblem => broken(`${path}.id`, code, form?.name ?? id, message);
  if (form === undefined) return [wrong('unknown-form', `is the form "${id}", which is not there (any more).`)];
  const fieldOf = (name: string) => form.fields.find((field) => field.id === name);
  const noField = (where: string, name: string): SettingsProblem => broken(where, 'unknown-field', name, `is the field "${name}", which the form "${form.name}" has not got.`);
  return [
    ...form.fields.every((field) => OF_EVERY_TICKET.includes(field.id)) ? [wrong('form-without-properties', `is the form "${form.name}", which asks for no property of tickets, so it cannot be connected: add one in the ticketing system.`)] : [],
    // Where the owner has chosen an inbox, the form's own counts for nothing.
    ...inbox !== null ? [] : form.queue === null ? [wrong('form-without-inbox', `is the form "${form.name}", whose tickets arrive nowhere: choose an inbox, in the ticketing system or in \`tickets.inbox\`.`)]
      : queueProblems(`${path}.id`, form.queue, backend),
    ...Object.entries(conditions).flatMap(([name, { field, is }]) => {
      const where = `${path}.conditions.${name}`;
      const asked = fieldOf(field);
      if (fieldOf(name) === undefined) return [noField(where, name)];
      if (asked === undefined) return [noField(`${where}.field`, field)];
      if (dependsOn(conditions, field, name)) return [broken(`${where}.field`, 'invalid', asked.label, `is the field "${asked.label}", which is itself asked only by way of this one: neither could ever be asked.`)];
      const { options } = asked;
      return options === undefined ? [] : is.flatMap((value, index) => options.some((option) => option.value === value) ? []
        : [broken(`${where}.is.${String(index)}`, 'unknown-value', value, `is "${value}", which the field "${asked.label}" cannot be (any more).`)]);
    }),
  ];
}

/** Whether a field is asked only by way of another one, be it through several conditions. */
function dependsOn(conditions: ConnectedForm['conditions'], field: string, other: string, seen: readonly string[] = []): boolean {
  if (field === other) return true;
  const next = Object.hasOwn(conditions, field) ? conditions[field]?.field : undefined;
  return next !== undefined && !seen.includes(next) && dependsOn(conditions, next, other, [...seen, field]);
}
