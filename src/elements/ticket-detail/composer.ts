import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PortalError } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { FilesController } from '../../portal/controllers/files-controller.ts';
import { ReplyController } from '../../portal/controllers/reply-controller.ts';
import { fileDrop } from '../parts/file-drop.ts';
import { filePicker, filesChangeText } from '../parts/file-picker.ts';
import { heading } from '../parts/heading.ts';
import { errorText } from '../parts/states.ts';

/** What is being written: the text, the files, and what becomes of them. */
export interface Writing {
  readonly reply: ReplyController;
  readonly files: FilesController;
}

/** Makes what a host needs to let somebody write. @param say Says aloud what happened to the files. */
export function startWriting(host: ReactiveControllerHost, localize: LocalizeController, say: (text: string) => void): Writing {
  const files: FilesController = new FilesController(host, {
    changed: (change) => {
      reply.edited();
      say(filesChangeText(localize, change));
    },
  });
  const reply = new ReplyController(host, files);
  return { reply, files };
}

/** What the composer is about. */
export interface ComposerOptions extends Writing {
  /** Files may be added to this ticket. */
  readonly attach: boolean;
  /** Level of its heading. */
  readonly level: number;
  /** Said above the field: a reply may open the ticket again, say. */
  readonly hint: string | undefined;
  readonly send: () => void;
}

/** Where a reply is written and sent. */
export function composer(localize: LocalizeController, options: ComposerOptions): TemplateResult {
  const { t } = localize;
  const { reply, files, attach, level, hint, send } = options;
  const busy = reply.pending !== undefined;
  const fieldError = textProblem(localize, reply.error);
  return html`
    <form class="composer stack" part="composer" novalidate aria-labelledby="reply-heading" ${fileDrop(files, attach && !busy)}
      @submit=${(event: Event) => { event.preventDefault(); send(); }}>
      ${heading(level, t('reply.heading'), { id: 'reply-heading' })}
      ${hint === undefined ? nothing : html`<p class="muted">${hint}</p>`}
      <div class="field">
        <label for="reply-text">${t('reply.label')}</label>
        <textarea id="reply-text" name="reply" dir="auto" rows="5" .value=${live(reply.text)} ?readonly=${busy} aria-keyshortcuts="Control+Enter Meta+Enter"
          aria-invalid=${fieldError === undefined ? 'false' : 'true'} aria-describedby="reply-text-error"
          @input=${(event: Event) => { reply.text = (event.target as HTMLTextAreaElement).value; }} @keydown=${(event: KeyboardEvent) => { onKey(event, send); }}></textarea>
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
