import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../../contract/index.ts';
import type { PressedReply, ReplyController } from '../../portal/controllers/reply-controller.ts';
import { mayBeDone } from '../../portal/drafts/record.ts';
import type { CountdownController } from '../parts/countdown-controller.ts';
import type { TicketPartContext } from './part-context.ts';

/** What a person can do about a reply that was pressed. */
export interface PendingActions {
  readonly undo: (press: PressedReply) => void;
  readonly discard: (press: PressedReply) => void;
  /** A reply was taken back, to be changed. */
  readonly taken: () => void;
}

/** Replies that were pressed and have not arrived, as the conversation shows them: how each stands, and what can be done about it. */
export class PendingReplies {
  readonly #context: TicketPartContext;
  readonly #reply: ReplyController;
  readonly #countdown: CountdownController;
  readonly #actions: PendingActions;
  /** The same message for the same press, so that its text is not built again. */
  readonly #messages = new Map<string, Message>();
  /** The press of which it cannot be told whether it has arrived. */
  #unsure: string | undefined;

  constructor(context: TicketPartContext, reply: ReplyController, countdown: CountdownController, actions: PendingActions) {
    this.#context = context;
    this.#reply = reply;
    this.#countdown = countdown;
    this.#actions = actions;
  }

  /** In order. */
  get messages(): readonly Message[] { return this.#reply.presses.map((press) => this.#messageOf(press)); }

  /** Until when the first that can be undone can be, in milliseconds since 1970. */
  get undoUntil(): number | undefined {
    const times = this.#reply.presses.filter((press) => this.#reply.stateOf(press) === 'undo').map(({ until }) => until);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Says aloud what the last one waits for. */
  sayWaiting(): void {
    const press = this.#reply.presses.findLast((one) => this.#reply.stateOf(one) === 'waiting');
    if (press !== undefined) this.#context.say(this.#reason(press));
  }

  /** How a message that is not there yet stands, in a word, and what can be done about it; undefined for one that is there. */
  view(message: Message): { readonly state: string; readonly actions: TemplateResult | typeof nothing } | undefined {
    const press = this.#reply.presses.find((one) => this.#messages.get(one.key) === message);
    if (press === undefined) return undefined;
    const { localize: { t, format } } = this.#context;
    const isHeld = this.#reply.isHeld(press);
    const now = this.#reply.stateOf(press);
    const state = isHeld && now === 'failed' ? 'sending' : now;
    const text = {
      undo: () => t('send.in', { time: format.seconds(this.#countdown.seconds) }), sending: () => t('reply.sending'), waiting: () => t('send.waiting'), failed: () => t('send.failed'),
    }[state]();
    return { state: text, actions: isHeld ? nothing : this.#renderActions(press) };
  }

  #renderActions(press: PressedReply): TemplateResult | typeof nothing {
    const { localize: { t } } = this.#context;
    const state = this.#reply.stateOf(press);
    const button = (text: string, act: () => void): TemplateResult => html`<button type="button" @click=${act}>${text}</button>`;
    if (state === 'undo') return html`<div class="row pending-actions">${button(t('send.undo'), () => { this.#actions.undo(press); })}</div>`;
    if (state === 'sending') {
      return this.#reply.canCancel(press) ? html`<div class="row pending-actions">${button(t('reply.cancel'), () => { this.#reply.cancel(press); })}</div>` : nothing;
    }
    return html`
      <p class=${state === 'failed' ? 'error-text' : 'help'}>${this.#reason(press)}</p>
      <div role="alert">${this.#unsure === press.key ? html`<p class="error-text">${t('send.unsure')}</p>` : nothing}</div>
      <div class="row pending-actions">
        ${button(t(state === 'failed' ? 'state.retry' : 'send.now'), () => { this.#reply.retry(press); })}
        ${button(t('send.edit'), () => { void this.#onEdit(press); })}
        ${button(t('send.discard'), () => { this.#actions.discard(press); })}
      </div>`;
  }

  /** What it waits for, or why it has failed. */
  #reason(press: PressedReply): string {
    const { localize: { t }, portal } = this.#context;
    const { problem } = press;
    if (this.#reply.stateOf(press) === 'failed') return problem === undefined ? t('reply.cancelled') : t(`error.${problem.code}`);
    if (this.#reply.presses.find(({ failed }) => !failed) !== press) return t('send.waiting.turn');
    if (portal()?.session?.customer == null) return t('portal.sendsAfterSignIn');
    return t(navigator.onLine ? 'send.waiting.again' : 'send.waiting.network');
  }

  /** What may have arrived is looked for before it is changed: it would be there twice otherwise. */
  async #onEdit(press: PressedReply): Promise<void> {
    const { ticket, host, localize: { t }, say } = this.#context;
    this.#unsure = undefined;
    if (mayBeDone(press)) {
      try {
        const arrived = await ticket.findArrived(press.input.text, new Set(press.known));
        if (arrived !== undefined) {
          await this.#reply.drop(press);
          say(t('reply.sent'));
          return;
        }
      } catch {
        this.#unsure = press.key;
        host.requestUpdate();
        return;
      }
    }
    if (!await this.#reply.takeBack(press)) return;
    await host.updateComplete;
    this.#actions.taken();
  }

  #messageOf({ key, content: { text, files }, pressed }: PressedReply): Message {
    let message = this.#messages.get(key);
    if (message === undefined) {
      const name = this.#context.ticket.profile?.name ?? '';
      message = {
        id: `pending-${key}`, author: { name, role: 'customer', isMe: true }, created: new Date(pressed).toISOString(), text, html: null, channel: 'portal',
        attachments: files.map((file, index) => ({ id: `pending-${key}-${String(index)}`, name: file.name, type: file.type, size: file.size, contentId: null })),
      };
      this.#messages.set(key, message);
    }
    return message;
  }
}
