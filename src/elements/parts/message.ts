import { html, nothing, type TemplateResult } from 'lit';
import type { Attachment, Message } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { Download } from '../../portal/controllers/downloads-controller.ts';
import { attachmentList } from './attachments.ts';
import { heading } from './heading.ts';
import type { MessageBody } from './message-bodies.ts';

/** What is needed to show a message. */
export interface MessageOptions {
  /** Level of its heading. */
  readonly level: number;
  /** Its content; undefined while what it takes is being fetched. */
  readonly body: MessageBody | undefined;
  /** How it stands, in a word, where it has not arrived yet, and what can be done about it. */
  readonly pending?: { readonly state: string; readonly actions: unknown } | undefined;
  readonly stateOf: (attachment: Attachment) => Download | undefined;
  /** Undefined where there is nothing to download yet. */
  readonly download: ((attachment: Attachment) => void) | undefined;
  readonly showImages: () => void;
}

/** So long a time is told by how long ago it was, in milliseconds. */
const RECENT = 7 * 86_400_000;

/** How long ago a message was written, in words; `''` for one that is not recent. */
export const timeAgo = ({ format }: LocalizeController, { created }: Message): string => (Date.now() - Date.parse(created) < RECENT ? format.relative(created) : '');

/** A message of a conversation. */
export function messageArticle(localize: LocalizeController, message: Message, options: MessageOptions): TemplateResult {
  const { t, format } = localize;
  const { author, created, channel, attachments } = message;
  const { level, body, pending } = options;
  const role = author.isMe ? t('message.you') : t(`message.role.${author.role}`);
  const via = pending !== undefined || channel === 'other' ? '' : t(`message.channel.${channel}`);
  const time = format.dateTime(created);
  const recent = timeAgo(localize, message);
  return html`
    <article class="message ${author.isMe ? 'mine' : ''} ${pending === undefined ? '' : 'pending'}" part="message" tabindex="-1" aria-busy=${pending === undefined ? nothing : 'true'}>
      <div class="message-head">
        ${heading(level, html`<bdi class="message-author">${author.name}</bdi><span class="visually-hidden">, </span><span class="badge">${role}</span><span class="visually-hidden">, </span><span
          class="message-time">${pending !== undefined ? pending.state : html`<time datetime=${created}>${recent === '' ? nothing : html`<bdi>${recent}</bdi> · `}<bdi>${time}</bdi></time>`}</span>`)}
        ${via === '' ? nothing : html`<span class="help">${via}</span>`}
      </div>
      <div class="message-content">
        ${body === undefined ? nothing : body.empty ? html`<p class="muted">${attachments.length > 0 ? nothing : t('message.empty')}</p>` : body.element}
        ${body === undefined || body.blockedImages === 0 ? nothing : html`
          <div class="message-notice"><span>${t('message.imagesBlocked')}</span>
            <button type="button" class="text-button" @click=${(event: Event) => { onShowImages(event, options); }}>${t('message.showImages')}</button></div>`}
        ${attachmentList(localize, attachments.filter(({ id }) => body?.shown.has(id) !== true), options.stateOf, options.download)}
        ${pending?.actions ?? nothing}
      </div>
    </article>`;
}

/** The button goes with what it did; the focus stays at its message. */
function onShowImages(event: Event, { showImages }: MessageOptions): void {
  (event.currentTarget as Element).closest('article')?.focus({ preventScroll: true });
  showImages();
}
