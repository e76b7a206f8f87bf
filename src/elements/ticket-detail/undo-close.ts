import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { PortalError, Ticket } from '../../contract/index.ts';
import { drafts } from '../../i18n/en/drafts.ts';
import { addEnglish } from '../../i18n/languages.ts';
import { LeaveGuard } from '../../portal/controllers/leave-guard.ts';
import { draftsOf } from '../../portal/drafts/drafts.ts';
import type { KeptDraft } from '../../portal/drafts/kept-draft.ts';
import { outboxOf, PressDoneEvent, PressFailedEvent, type Outbox, type PressState } from '../../portal/drafts/outbox.ts';
import { CountdownController } from '../parts/countdown-controller.ts';
import type { TicketPartContext } from './part-context.ts';

addEnglish([drafts]);

/** What is remembered of a ticket that is being closed. */
interface Closing { readonly subject: string }

/** A close that was pressed here. */
interface Pressed {
  readonly draft: KeptDraft<Closing>;
  readonly outbox: Outbox;
  readonly key: string;
  readonly subject: string;
}

/** Closes tickets after some seconds in which that can be undone. Whoever turns to something else has decided: the ticket is closed then at once. */
export class UndoClose implements ReactiveController {
  readonly #context: TicketPartContext;
  readonly #pressed = new Map<string, Pressed>();
  readonly #errors = new Map<string, PortalError>();
  readonly #countdown: CountdownController;
  /** The ticket on the page. */
  #shown = '';

  constructor(context: TicketPartContext) {
    this.#context = context;
    const { host } = context;
    this.#countdown = new CountdownController(host, () => this.#press(this.#shown)?.until);
    new LeaveGuard(host, () => this.#pressed.size > 0);
    host.addController(this);
  }

  hostDisconnected(): void {
    // Moving an element is no leave.
    queueMicrotask(() => { if (!this.#context.host.isConnected) this.show(''); });
  }

  /** How the close of a ticket stands; undefined where none was pressed. */
  stateOf(ticketId: string): PressState | undefined {
    const press = this.#press(ticketId);
    const pressed = this.#pressed.get(ticketId);
    return press === undefined || pressed === undefined ? undefined : pressed.outbox.stateOf(pressed.draft, press);
  }

  /** Why a ticket was not closed. */
  errorOf(ticketId: string): PortalError | undefined { return this.#errors.get(ticketId); }

  /** Another ticket is on the page, or none: what was pressed about the one before is done now. */
  show(ticketId: string): void {
    if (ticketId === this.#shown) return;
    const left = this.#pressed.get(this.#shown);
    this.#shown = ticketId;
    if (left !== undefined) void left.draft.changePress(left.key, (press) => ({ ...press, until: 0 }));
  }

  /** Closes a ticket. @param seconds In which it can be undone. */
  async press({ id, subject }: Ticket, seconds: number): Promise<void> {
    const [portal, viewer] = [this.#context.portal(), this.#context.viewer()];
    if (portal === undefined || viewer === undefined || this.#pressed.has(id)) return;
    this.#errors.delete(id);
    const draft = draftsOf(portal).open<Closing>(viewer, 'close', id);
    await draft.ready;
    draft.set({ subject });
    const { key } = await draft.press({ operation: 'closeTicket', input: { ticketId: id }, undo: seconds * 1000 });
    const outbox = outboxOf(portal);
    if (this.#pressed.size === 0) this.#listen(outbox, 'addEventListener');
    this.#pressed.set(id, { draft, outbox, key, subject });
    draft.addEventListener('change', this.#onChange);
    outbox.attend(draft, viewer);
    this.#onChange();
  }

  /** Takes the close back. @returns whether it was still time */
  async undo(ticketId: string): Promise<boolean> {
    const pressed = this.#pressed.get(ticketId);
    if (pressed === undefined || !await pressed.draft.takeBack(pressed.key, (closing) => closing)) return false;
    pressed.draft.set(undefined);
    this.#forget(ticketId);
    return true;
  }

  /** What stands in place of the button that was pressed; undefined where a ticket is not about to be closed. @param undo The person wants it back. */
  render(ticketId: string, undo: () => void): TemplateResult | undefined {
    const { localize: { t, format } } = this.#context;
    const state = this.stateOf(ticketId);
    if (state === undefined) return undefined;
    const canUndo = state === 'undo';
    return html`
      <div class="status-action row" @keydown=${(event: KeyboardEvent) => {
        if (!canUndo || event.key !== 'z' || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        undo();
      }}>
        <span class="muted">${canUndo ? t('ticket.closesIn', { time: format.seconds(this.#countdown.seconds) }) : t('ticket.closing')}</span>
        ${canUndo ? html`<button type="button" part="undo" aria-keyshortcuts="Control+Z Meta+Z" @click=${undo}>${t('send.undo')}</button>` : nothing}
      </div>`;
  }

  /** Shows nothing any more of what was pressed. */
  forget(): void { for (const ticketId of this.#pressed.keys()) this.#forget(ticketId); }

  #press(ticketId: string): KeptDraft<Closing>['presses'][number] | undefined {
    const pressed = this.#pressed.get(ticketId);
    return pressed?.draft.presses.find(({ key }) => key === pressed.key);
  }

  #forget(ticketId: string): void {
    const pressed = this.#pressed.get(ticketId);
    pressed?.draft.removeEventListener('change', this.#onChange);
    this.#pressed.delete(ticketId);
    if (pressed !== undefined && this.#pressed.size === 0) this.#listen(pressed.outbox, 'removeEventListener');
    this.#context.host.requestUpdate();
  }

  #listen(outbox: Outbox, method: 'addEventListener' | 'removeEventListener'): void {
    outbox[method](PressDoneEvent.type, this.#onDone);
    outbox[method](PressFailedEvent.type, this.#onFailed);
  }

  readonly #onChange = (): void => { this.#context.host.requestUpdate(); };

  readonly #onDone = (event: Event): void => {
    const { press, answer } = event as PressDoneEvent;
    const [ticketId] = this.#of(press.key);
    if (ticketId === undefined) return;
    const { ticket, localize: { t }, say } = this.#context;
    this.#forget(ticketId);
    say(t('ticket.closed'));
    void ticket.write(ticketId, () => Promise.resolve(answer as Ticket));
  };

  readonly #onFailed = (event: Event): void => {
    const { press: { key }, error } = event as PressFailedEvent;
    const [ticketId, pressed] = this.#of(key);
    if (ticketId === undefined || pressed === undefined || error === undefined || this.stateOf(ticketId) !== 'failed') return;
    this.#errors.set(ticketId, error);
    void pressed.draft.changePress(key, () => undefined);
    this.#forget(ticketId);
    const { localize: { t }, say } = this.#context;
    // At the ticket itself it stands beside the button, as an alert.
    if (ticketId !== this.#shown) say(t('ticket.closeFailed', { subject: pressed.subject }));
  };

  #of(key: string): readonly [string, Pressed] | readonly [] { return [...this.#pressed].find(([, pressed]) => pressed.key === key) ?? []; }
}
