import { textIn, type Customer, type Form, type OperationCapability, type Person, type Profile, type Stage, type Ticket, type TicketCapabilities, type TicketStatus, type TicketSummary } from '../contract/index.ts';
import type { Policy } from './policy-of.ts';
import { isSame } from './rules.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How the owner has things told to customers: what of an answer they get to know, and by which words. */
export class Told {
  readonly #policy: Policy;
  readonly #now: () => number;
  readonly #customer: Customer;

  /** @param now Milliseconds since 1970. */
  constructor(policy: Policy, customer: Customer, now: () => number) {
    this.#policy = policy;
    this.#customer = customer;
    this.#now = now;
  }

  /** Whether customers may tell a stage from others, and so ask for it. */
  knowsStage(stage: string): boolean {
    const { status } = this.#policy;
    return status === 'stage' || (status !== 'category' && this.#labelOf(stage) !== undefined);
  }

  row<Row extends TicketSummary>(row: Row): Row {
    const columns = this.#policy.scope.columns ?? [];
    const fields = columns.flatMap((id) => row.fields?.find((field) => field.id === id) ?? []);
    const { fields: _, ...rest } = row;
    return { ...rest, status: this.#status(row.status), ...columns.length === 0 ? {} : { fields } } as Row;
  }

  ticket(ticket: Ticket): Ticket {
    const { fields: chosen } = this.#policy;
    const fields = chosen === 'all' ? ticket.fields : chosen.flatMap((id) => ticket.fields.find((field) => field.id === id) ?? []);
    return { ...ticket, status: this.#status(ticket.status), fields, capabilities: this.#capabilities(ticket) };
  }

  /** Whether the owner lets customers do a thing at all. */
  offers(capability: OperationCapability): boolean {
    const { actions, forms } = this.#policy;
    switch (capability) {
      case 'reply': return actions.reply;
      case 'closeTicket': return actions.close;
      case 'reopenTicket': return actions.reopen !== null;
      case 'cc': return actions.cc !== 'nobody';
      case 'rate': return actions.rate;
      case 'createTicket': return forms.length > 0;
    }
  }

  profile(profile: Profile): Profile {
    const { scope, status } = this.#policy;
    const { capabilities } = profile;
    const can = (capability: OperationCapability): boolean => capabilities[capability] === true && this.offers(capability);
    return {
      ...profile,
      organizations: scope.organizations === 'primary' ? profile.organizations.slice(0, 1) : profile.organizations,
      capabilities: {
        ...capabilities,
        views: capabilities.views.filter((view) => scope.views.includes(view)),
        stages: status === 'stage' ? capabilities.stages : capabilities.stages.flatMap((stage) => this.#stage(stage)),
        reply: can('reply'), closeTicket: can('closeTicket'), reopenTicket: can('reopenTicket'), cc: can('cc'), rate: can('rate'), createTicket: can('createTicket'),
        followUp: capabilities.followUp === true && can('createTicket'),
      },
    };
  }

  form(form: Form): Form {
    const conditions = this.#connection(form.id)?.conditions ?? {};
    return { ...form, fields: form.fields.map((field) => (Object.hasOwn(conditions, field.id) ? { ...field, when: conditions[field.id] } : field)) };
  }

  /** The forms that the owner has connected, in the owner's order. */
  forms<Summary extends { readonly id: string }>(forms: readonly Summary[]): Summary[] {
    const { forms: connected } = this.#policy;
    return connected === 'all' ? [...forms] : connected.flatMap(({ id }) => forms.find((form) => form.id === id) ?? []);
  }

  isConnected(formId: string): boolean {
    return this.#policy.forms === 'all' || this.#connection(formId) !== undefined;
  }

  #connection(formId: string) {
    return this.#policy.forms === 'all' ? undefined : this.#policy.forms.find(({ id }) => id === formId);
  }

  #labelOf(stage: string): string | undefined {
    const { status } = this.#policy;
    return typeof status === 'string' || !Object.hasOwn(status, stage) ? undefined : textIn(status[stage] ?? {}, 'en');
  }

  #stage(stage: Stage): Stage[] {
    const label = this.#labelOf(stage.id);
    return label === undefined ? [] : [{ ...stage, label }];
  }

  #status(status: TicketStatus): TicketStatus {
    const { category, stage } = status;
    if (this.#policy.status === 'stage') return status;
    const label = this.#labelOf(stage);
    if (label !== undefined) return { category, stage, label };
    return asCategory(status, (named) => this.#labelOf(named) !== undefined);
  }

  /** Whoever was put in copy cannot bring others along. */
  #mayShare({ requester, cc }: Ticket): boolean {
    const isMe = ({ email }: Person): boolean => isSame(email, this.#customer.email);
    return isMe(requester) || (this.#policy.scope.views.includes('organization') && !cc.some(isMe));
  }

  #capabilities(ticket: Ticket): TicketCapabilities {
    const { status, capabilities, closed, lastActivity } = ticket;
    const { actions } = this.#policy;
    const isClosed = status.category === 'closed';
    const canReopen = actions.reopen !== null && isWithin(actions.reopen.days, closed ?? lastActivity, this.#now());
    // A reply to a closed ticket opens it in most systems: it would be a way around.
    const reply = capabilities.reply && this.offers('reply') && (!isClosed || canReopen);
    return {
      reply, attach: reply && capabilities.attach,
      close: capabilities.close && this.offers('closeTicket'), reopen: capabilities.reopen && canReopen,
      cc: capabilities.cc === true && this.offers('cc') && this.#mayShare(ticket), rate: capabilities.rate === true && this.offers('rate'),
      followUp: capabilities.followUp === true && isClosed && !reply && this.offers('createTicket'),
    };
  }
}

/**
 * A state of which customers learn nothing but whether it is open or closed.
 * @param isNamed Whether a stage has a name that they know. Where one is called like the category, its name is not the one for this state.
 */
export const asCategory = ({ category }: TicketStatus, isNamed: (stage: string) => boolean): TicketStatus =>
  ({ category, stage: isNamed(category) ? '' : category, label: category === 'open' ? 'Open' : 'Closed' });

const isWithin = (days: number | null, since: string, now: number): boolean => days === null || now - Date.parse(since) <= days * DAY;
