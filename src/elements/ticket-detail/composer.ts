import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Message, PortalError } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { FilesController } from '../../portal/controllers/files-controller.ts';
import { ReplyController, type SentReply } from '../../portal/controllers/reply-controller.ts';
import type { Portal } from '../../portal/index.ts';
import { fileDrop } from '../parts/file-drop.ts';
import { filePicker, filesChangeText } from '../parts/file-picker.ts';
import { heading } from '../parts/heading.ts';
import { errorText } from '../parts/states.ts';
import { BeforeReplyEvent, ReplySentEvent } from './events.ts';
import type { TicketPartContext } from './part-context.ts';

/** How the composer appears. */
export interface ComposerView {
  /** Files may be added to this ticket. */
  readonly attach: boolean;
  /** Level of its heading. */
  readonly level: number;
  /** Said above the field: a reply may open the ticket again, say. */
  readonly hint: string | undefined;
}

/** Where a reply is written and sent. */
export class Composer {
  readonly files: FilesController;
  readonly reply: ReplyController;
  readonly #context: TicketPartContext;

  constructor(context: TicketPartContext) {
    const { host, localize, say } = this.#context = context;
    this.files = new FilesController(host, {
      changed: (change) => {
        this.reply.edited();
        say(filesChangeText(localize, change));
      },
    });
    this.reply = new ReplyController(host, this.files);
  }

  /** Goes on with what was pressed before the session had ended. */
  resume(portal: Portal): void {
    for (const sent of this.reply.resend(portal)) {
      this.#context.say(this.#context.localize.t('reply.sending'));
      void this.#follow(sent, true);
    }
    this.reply.clearError();
  }

  readonly #send = async (): Promise<void> => {
    const { host, localize, ticket: { ticket, profile }, portal: portalInUse, say } = this.#context;
    const portal = portalInUse();
    const { reply, files } = this;
    if (portal === undefined || ticket === undefined || reply.pending !== undefined) return;
    if (reply.check() !== undefined) {
      await this.#focusProblem();
      return;
    }
    if (!host.dispatchEvent(new BeforeReplyEvent(ticket.id, reply.text, files.files))) return;
    say(localize.t('reply.sending'));
    await this.#follow(reply.send(portal, ticket.id, profile?.name ?? ''));
  };

  /** Sees to what becomes of a reply. @param again It was not pressed just now: whoever is busy elsewhere stays there. */
  async #follow({ opened, ticketId, text, message }: SentReply, again = false): Promise<void> {
    const { reply } = this;
    const { host, localize, ticket, say } = this.#context;
    const known = new Set(ticket.messages.map(({ id }) => id));
    const sent = await message;
    const leads = !again || host.matches(':focus-within');
    if (sent !== undefined) {
      this.#onSent(ticketId, sent, leads);
      return;
    }
    if (ticket.ticket?.id !== ticketId) {
      // Whoever went on to another ticket took it for sent; it waits there, with the reason.
      if (reply.errorOf(opened) !== undefined) say(localize.t('reply.failed'));
      return;
    }
    if (leads) await this.#focusProblem();
    // No answer does not mean that nothing has arrived.
    const arrived = reply.unsure ? await ticket.findArrived(text, known) : undefined;
    if (arrived === undefined || !reply.unsure || reply.text !== text) return;
    reply.settle();
    this.#onSent(ticketId, arrived, leads);
  }

  #onSent(ticketId: string, message: Message, leads: boolean): void {
    const { host, localize, ticket, say } = this.#context;
    say(localize.t('reply.sent'));
    if (ticket.ticket?.id === ticketId) {
      ticket.add(message);
      if (leads) host.renderRoot.querySelector<HTMLElement>('#reply-text')?.focus({ preventScroll: true });
    }
    host.dispatchEvent(new ReplySentEvent(ticketId, message));
  }

  /** Brings the person to what keeps the reply from being sent. */
  async #focusProblem(): Promise<void> {
    const { host, signIn } = this.#context;
    await host.updateComplete;
    if (await signIn()) return;
    const wrong = host.renderRoot.querySelector<HTMLElement>('.composer .file-item.bad button, .composer textarea[aria-invalid="true"]');
    // Cancel and the sending state are gone, and the focus with them; the button to try again is there.
    (wrong ?? host.renderRoot.querySelector<HTMLElement>('.composer button.primary'))?.focus();
  }

  render({ attach, level, hint }: ComposerView): TemplateResult {
    const { localize } = this.#context;
    const { t } = localize;
    const { reply, files } = this;
    const busy = reply.pending !== undefined;
    const fieldError = textProblem(localize, reply.error);
    return html`
      <form class="composer stack" part="composer" novalidate aria-labelledby="reply-heading" ${fileDrop(files, attach && !busy)}
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.#send();
        }}>
        ${heading(level, t('reply.heading'), { id: 'reply-heading' })}
        ${hint === undefined ? nothing : html`<p class="muted">${hint}</p>`}
        <div class="field">
          <label for="reply-text">${t('reply.label')}</label>
          <textarea id="reply-text" name="reply" dir="auto" rows="5" .value=${live(reply.text)} ?readonly=${busy} aria-keyshortcuts="Control+Enter Meta+Enter"
            aria-invalid=${fieldError === undefined ? 'false' : 'true'} aria-describedby="reply-text-error"
            @input=${(event: Event) => { reply.text = (event.target as HTMLTextAreaElement).value; }} @keydown=${(event: KeyboardEvent) => { onKey(event, () => void this.#send()); }}></textarea>
          <span id="reply-text-error">${fieldError === undefined ? nothing : html`<span class="error-text">${fieldError}</span>`}</span>
        </div>
        ${attach ? filePicker(localize, files, { id: 'reply-files', busy }) : nothing}
        <div role="alert" id="reply-error">${problem(localize, reply)}</div>
        <div class="row">
          <button class="primary" part="send" aria-disabled=${busy}>${busy ? t('reply.sending') : t('reply.submit')}</button>
          ${busy ? html`<button type="button" id="reply-cancel" @click=${() => { reply.cancel(); }}>${t('reply.cancel')}</button>` : nothing}
        </div>
      </form>`;
  }
}

/** Ctrl or Command with Enter sends; Enter alone never does, and none while a character is being composed (keyCode 229: Safari). */
function onKey(event: KeyboardEvent, send: () => void): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign of composing that Safari gives with this key
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  send();
}

/** What is wrong with the text itself. */
function textProblem({ t }: LocalizeController, error: PortalError | undefined): string | undefined {
  const issue = error?.issues.find(({ path }) => path === 'text');
  if (issue === undefined) return undefined;
  return issue.code === 'required' ? t('reply.required') : issue.code === 'too-long' ? t('issue.too-long', { limit: issue.limit ?? '' }) : t('issue.invalid');
}

/** Why the reply was not sent, unless it is said at the text or at a file. */
function problem({ t }: LocalizeController, { error, cancelled }: ReplyController): TemplateResult | typeof nothing {
  if (cancelled) return html`<p class="notice">${t('reply.cancelled')}</p>`;
  if (error === undefined) return nothing;
  if (error.code === 'unauthenticated') return html`<p class="notice danger">${t('portal.sendsAfterSignIn')}</p>`;
  const saidElsewhere = error.issues.length > 0 && error.issues.every(({ path }) => path === 'text' || path.startsWith('files'));
  if (saidElsewhere) return nothing;
  return html`<div class="notice danger"><p>${t('reply.failed')}</p><p>${errorText(t, error)}</p></div>`;
}
