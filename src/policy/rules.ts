import {
  PortalError,
  type Context, type Customer, type Implementation, type Output, type ParsedInput, type Person, type ReadContext, type Ticket, type Ticketing,
  type TicketingOperation, type TicketSummary,
} from '../contract/index.ts';
import type { Policy } from './policy-of.ts';
import type { Told } from './told.ts';

/** What a rule may ask while it decides. */
export interface Guard {
  readonly customer: Customer;
  readonly policy: Policy;
  readonly told: Told;
  /** The ticket as it is told the customer. Rejects with `not-found` unless the customer may read it. */
  readable(ticketId: string, context: ReadContext): Promise<Ticket>;
  /** Whether every ticket lies in the scope. */
  inScope(tickets: readonly Pick<TicketSummary, 'requester' | 'organization' | 'cc'>[], context: ReadContext): Promise<boolean>;
  /** Whether somebody is a colleague of the customer. */
  isColleague(email: string, context: ReadContext): Promise<boolean>;
}

/** The rule of one operation: how a call passes the guard. */
export type Rule<Name extends TicketingOperation> =
  (guard: Guard, call: Implementation<Name>, input: ParsedInput<Ticketing[Name]>, context: Context<Ticketing[Name]>) => Promise<Output<Ticketing[Name]>>;

/** One rule per operation; an operation without one does not compile. */
export const rules: { readonly [Name in TicketingOperation]: Rule<Name> } = {
  getProfile: async ({ told }, call, input, context) => told.profile(await call(input, context)),
  listTickets: async (guard, call, input, context) => {
    if (!guard.policy.scope.views.includes(input.view)) throw new PortalError('forbidden', 'This view is not open to the customer.');
    if (input.stage !== undefined && !guard.told.knowsStage(input.stage)) {
      throw new PortalError('invalid-input', 'Customers are not told this stage.', { issues: [{ path: 'stage', code: 'option' }] });
    }
    const page = await call(input, context);
    if (!await guard.inScope(page.items, context)) throw new PortalError('bad-response', 'The backend listed a ticket that is out of scope.');
    return { ...page, items: page.items.map((row) => guard.told.row(row)) };
  },
  getTicket: async (guard, call, input, context) => {
    const ticket = await call(input, context);
    if (!await guard.inScope([ticket], context)) throw absent('ticket');
    return guard.told.ticket(ticket);
  },
  // Reads ask for the ticket at the same time: the answer is given only when both have succeeded.
  listMessages: async (guard, call, input, context) => (await Promise.all([call(input, context), guard.readable(input.ticketId, context)]))[0],
  downloadAttachment: async (guard, call, input, context) => {
    await guard.readable(input.ticketId, context);
    return call(input, context);
  },
  reply: async (guard, call, input, context) => {
    const { capabilities } = await guard.readable(input.ticketId, context);
    if (!capabilities.reply) throw new PortalError('conflict', 'This ticket takes no reply.');
    if (input.files.length > 0 && !capabilities.attach) throw new PortalError('conflict', 'This ticket takes no files.');
    return call(input, context);
  },
  closeTicket: async (guard, call, input, context) => {
    const ticket = await guard.readable(input.ticketId, context);
    if (ticket.status.category === 'closed') return ticket;
    if (!ticket.capabilities.close) throw new PortalError('conflict', 'This ticket cannot be closed by the customer.');
    return guard.told.ticket(await call(input, context));
  },
  reopenTicket: async (guard, call, input, context) => {
    const ticket = await guard.readable(input.ticketId, context);
    if (ticket.status.category === 'open') return ticket;
    if (!ticket.capabilities.reopen) throw new PortalError('conflict', 'This ticket cannot be reopened by the customer.');
    return guard.told.ticket(await call(input, context));
  },
  listColleagues: async (_guard, call, input, context) => call(input, context),
  addCc: async (guard, call, input, context) => {
    const ticket = await guard.readable(input.ticketId, context);
    if (ticket.capabilities.cc !== true) throw new PortalError('conflict', 'Nobody can be put in copy of this ticket.');
    if (guard.policy.actions.cc === 'colleagues' && !ticket.cc.some(({ email }) => isSame(email, input.email)) && !await guard.isColleague(input.email, context)) {
      throw new PortalError('invalid-input', 'Only colleagues can be put in copy.', { issues: [{ path: 'email', code: 'option' }] });
    }
    return guard.told.ticket(await call(input, context));
  },
  removeCc: async (guard, call, input, context) => {
    const ticket = await guard.readable(input.ticketId, context);
    if (ticket.capabilities.cc !== true) throw new PortalError('conflict', 'Nobody can be taken out of copy of this ticket.');
    return guard.told.ticket(await call(input, context));
  },
  rateTicket: async (guard, call, input, context) => {
    const ticket = await guard.readable(input.ticketId, context);
    if (ticket.capabilities.rate !== true) throw new PortalError('conflict', 'This ticket cannot be rated.');
    return guard.told.ticket(await call(input, context));
  },
  listForms: async ({ told }, call, input, context) => ({ items: told.forms((await call(input, context)).items) }),
  getForm: async ({ told }, call, input, context) => {
    if (!told.isConnected(input.formId)) throw absent('form');
    return told.form(await call(input, context));
  },
  createTicket: async (guard, call, input, context) => {
    const { told, customer } = guard;
    if (!told.isConnected(input.formId)) throw absent('form');
    if (input.followUpOf !== undefined && (await guard.readable(input.followUpOf, context)).capabilities.followUp !== true) {
      throw new PortalError('conflict', 'This ticket takes no follow-up.');
    }
    const ticket = await call(input, context);
    if (!isSame(ticket.requester.email, customer.email)) throw new PortalError('bad-response', 'The backend created the ticket for somebody else.');
    return told.ticket(ticket);
  },
};

export const absent = (what: string): PortalError => new PortalError('not-found', `There is no such ${what}.`);

export const isSame = (a: Person['email'], b: Person['email']): boolean => a.toLowerCase() === b.toLowerCase();

