import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Person, PortalError, Ticket } from '../../contract/index.ts';
import { copies } from '../../i18n/en/copies.ts';
import { addEnglish } from '../../i18n/languages.ts';
import { LeaveGuard } from '../../portal/controllers/leave-guard.ts';
import { errorText } from '../parts/states.ts';
import { ColleagueField } from './colleague-field.ts';
import { styles } from './copies.styles.ts';
import { person } from './facts.ts';
import { bringStyles, type TicketPartContext } from './part-context.ts';

addEnglish([copies]);

/** What is wrong with what is typed, before anything is sent. */
type Problem = 'required' | 'invalid' | 'already';

/** The people in copy of a ticket, with ways to take them out and to put others in. What is typed belongs to its ticket. */
export class Copies {
  readonly #context: TicketPartContext;
  readonly #field: ColleagueField;
  readonly #typed = new Map<string, string>();
  #problem: Problem | undefined;
  /** The ticket that the customer is about to take themselves out of. */
  #leaving = '';
  #shown = '';

  constructor(context: TicketPartContext) {
    this.#context = context;
    this.#field = new ColleagueField(context);
    bringStyles(context.host, styles);
    new LeaveGuard(context.host, () => [...this.#typed.values()].some((text) => text.trim() !== ''));
  }

  /** Forgets what was typed. */
  forget(): void {
    this.#typed.clear();
    this.#turn('');
  }

  #turn(ticketId: string): void {
    if (ticketId === this.#shown) return;
    this.#shown = ticketId;
    this.#leaving = '';
    this.#problem = undefined;
    this.#field.reset();
  }

  #type(ticketId: string, text: string): void {
    this.#typed.set(ticketId, text);
    this.#problem = undefined;
    this.#context.host.requestUpdate();
  }

  async #add({ id, cc }: Ticket): Promise<void> {
    const { host, localize: { t }, writes, say } = this.#context;
    const text = this.#typed.get(id)?.trim() ?? '';
    const email = this.#field.addressOf(text);
    if (writes.state(id, adding(email)).pending) return;
    this.#field.close();
    this.#problem = text === '' ? 'required' : !/^[^\s@]+@[^\s@]+$/.test(email) ? 'invalid' : cc.some((one) => isSame(one.email, email)) ? 'already' : undefined;
    host.requestUpdate();
    if (this.#problem === undefined) {
      this.#typed.set(id, email);
      const ticket = await writes.run(adding(email), (portal, ticketId, idempotencyKey) => portal.ticketing.addCc({ ticketId, email }, { idempotencyKey }));
      if (ticket !== undefined) {
        if (this.#typed.get(id) === email) this.#typed.delete(id);
        say(t('copies.added', { name: nameOf(ticket.cc.find((one) => isSame(one.email, email)) ?? { name: '', email }) }));
        host.requestUpdate();
      }
    }
    await host.updateComplete;
    // The way goes on in the field, unless somebody is busy elsewhere by now.
    if (host.renderRoot.querySelector('.copies')?.matches(':focus-within') === true) this.#field.focus();
  }

  async #remove({ id, cc, requester }: Ticket, one: Person, index: number): Promise<void> {
    const { host, localize: { t }, ticket: { profile }, writes, say } = this.#context;
    if (profile !== undefined && isSame(one.email, profile.email) && !isSame(requester.email, profile.email) && this.#leaving !== id) {
      this.#leaving = id;
      say(t('copies.leave'));
      host.requestUpdate();
      return;
    }
    const changed = await writes.run(removing(one.email), (portal, ticketId, idempotencyKey) => portal.ticketing.removeCc({ ticketId, email: one.email }, { idempotencyKey }));
    if (changed === undefined) return;
    this.#leaving = '';
    say(t('copies.removed', { name: nameOf(one) }));
    await host.updateComplete;
    // The button is gone, and the focus with it.
    if (host.renderRoot instanceof ShadowRoot && host.renderRoot.activeElement !== null) return;
    const buttons = host.renderRoot.querySelectorAll<HTMLElement>('.copies .person button');
    const next = buttons[Math.min(index, cc.length - 2)];
    if (next === undefined) this.#field.focus();
    else next.focus();
  }

  render(ticket: Ticket): TemplateResult {
    this.#turn(ticket.id);
    const { localize: { t }, writes } = this.#context;
    const { id, cc, requester } = ticket;
    const value = this.#typed.get(id) ?? '';
    const { pending, error } = writes.state(id, adding(value.trim()));
    const problem = this.#problem !== undefined ? t(`copies.${this.#problem}`) : error === undefined ? undefined : errorAtField(this.#context, error);
    return html`
      <div class="copies stack" part="copies">
        ${cc.length === 0 ? nothing : html`
          <ul class="people">${repeat(cc, ({ email }) => email.toLowerCase(), (one, index) => this.#renderPerson(ticket, one, index))}</ul>`}
        <form class="stack" novalidate @submit=${(event: Event) => {
          event.preventDefault();
          void this.#add(ticket);
        }}>
          ${this.#field.render({
            label: t('copies.label'), value, described: 'colleague-error', invalid: problem !== undefined, busy: pending,
            without: [...cc, requester].map(({ email }) => email), input: (text) => { this.#type(id, text); },
          })}
          <div id="colleague-error" role="alert">${problem === undefined ? nothing : html`<span class="error-text">${problem}</span>`}</div>
          <div><button aria-disabled=${pending}>${t(pending ? 'copies.adding' : 'copies.add')}</button></div>
        </form>
      </div>`;
  }

  #renderPerson(ticket: Ticket, one: Person, index: number): TemplateResult {
    const { localize: { t }, ticket: { profile }, writes } = this.#context;
    const { pending, error } = writes.state(ticket.id, removing(one.email));
    const leaving = this.#leaving === ticket.id && profile !== undefined && isSame(one.email, profile.email);
    return html`
      <li class="person">
        <span>${person(one)}</span>
        <button type="button" class="quiet" aria-label=${t('copies.remove', { name: nameOf(one) })} aria-disabled=${pending}
          @click=${() => void this.#remove(ticket, one, index)}><span aria-hidden="true">✕</span></button>
        ${leaving ? html`<span class="help">${t('copies.leave')}</span>` : nothing}
        <div role="alert">${error === undefined ? nothing : html`<span class="error-text">${errorAtField(this.#context, error)}</span>`}</div>
      </li>`;
  }
}

const adding = (email: string): string => `add ${email.toLowerCase()}`;
const removing = (email: string): string => `remove ${email.toLowerCase()}`;
const nameOf = ({ name, email }: Person): string => name || email;
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Why somebody is not put in copy, or taken out. */
function errorAtField({ localize: { t } }: TicketPartContext, error: PortalError): string {
  const issue = error.issues.find(({ path }) => path === 'email');
  if (issue !== undefined) return t(issue.code === 'option' ? 'copies.onlyColleagues' : 'copies.invalid');
  return error.code === 'unauthenticated' ? t('portal.sendsAfterSignIn') : errorText(t, error);
}
