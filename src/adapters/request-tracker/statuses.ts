import type { Party, Stage, StatusCategory, TicketStatus } from '../../contract/index.ts';
import type { TicketRecord } from './answers.ts';
import type { Activity } from './activity.ts';
import type { StatusRule } from './options.ts';
import { and, is, or, type Sql } from './ticket-sql.ts';

/** What the statuses of the lifecycles mean to customers. A status that nobody configured is an open one with its own name. */
export class Statuses {
  readonly stages: readonly Stage[];
  readonly #rules: ReadonlyMap<string, StatusRule>;

  constructor(rules: Readonly<Record<string, StatusRule>>) {
    // RT keeps statuses in lower case
    this.#rules = new Map(Object.entries(rules).map(([status, rule]) => [status.toLowerCase(), rule]));
    this.stages = [...this.#rules].map(([id, { label = id, category }]) => ({ id, label, category }));
  }

  of(status: string): TicketStatus {
    const rule = this.#rules.get(status.toLowerCase());
    return { category: rule?.category ?? 'open', stage: status, label: rule?.label ?? status };
  }

  category(status: string): StatusCategory {
    return this.of(status).category;
  }

  /** Whose turn it is: by the status where it says so, else the party's who did not speak last. */
  waitingOn(status: string, { spokeLast }: Activity): Party | null {
    if (this.category(status) === 'closed') return null;
    return this.#rules.get(status.toLowerCase())?.waitingOn ?? (spokeLast === 'support' ? 'customer' : 'support');
  }

  /** Tickets of a category. Open ones are all that are not closed, so that statuses nobody configured are among them. */
  categorySql(category: StatusCategory): Sql {
    const closed = this.#ids('closed');
    return category === 'closed' ? or(closed.map((id) => is('Status', '=', id))) : and(closed.map((id) => is('Status', '!=', id)));
  }

  /** What open tickets have in common that may wait on a party: none of them stands in a status that waits on the other. */
  waitingSql(party: Party): Sql {
    const others = [...this.#rules].filter(([, { category, waitingOn }]) => category === 'open' && waitingOn !== undefined && waitingOn !== party);
    return and([this.categorySql('open'), ...others.map(([id]) => is('Status', '!=', id))]);
  }

  /** One condition for each stage in ascending order; the statuses that nobody configured stand between open and closed ones. */
  segments(): readonly { readonly category: StatusCategory; readonly where: Sql }[] {
    const one = (category: StatusCategory): { category: StatusCategory; where: Sql }[] => this.#ids(category).map((id) => ({ category, where: is('Status', '=', id) }));
    const unknown = and(this.stages.map(({ id }) => is('Status', '!=', id)));
    return [...one('open'), { category: 'open', where: unknown }, ...one('closed')];
  }

  /**
   * Where a ticket can be moved by whoever asked for it: RT lists the lifecycle's actions that the asker has the right to (a transition without an
   * action in the lifecycle is not listed). Null where there is none into this category.
   */
  target({ _hyperlinks }: TicketRecord, category: StatusCategory, preferred: string | undefined): string | null {
    const offered = _hyperlinks.filter(({ ref }) => ref === 'lifecycle').map(({ to }) => to.toLowerCase())
      .filter((to) => to !== '' && to !== 'deleted' && this.category(to) === category);
    const wanted = preferred?.toLowerCase();
    if (wanted !== undefined && offered.includes(wanted)) return wanted;
    return this.#ids(category).find((id) => offered.includes(id)) ?? offered[0] ?? null;
  }

  #ids(category: StatusCategory): string[] {
    return this.stages.filter((stage) => stage.category === category).map(({ id }) => id);
  }
}
