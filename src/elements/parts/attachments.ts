import { html, nothing, type TemplateResult } from 'lit';
import type { Attachment } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { Download } from '../../portal/controllers/downloads-controller.ts';
import { fileKind, kindAndSize } from './file-type.ts';

/** A list of files, to be downloaded where `download` is given; nothing where there are none. Its styles are in `messageStyles` and `filePickerStyles`. */
export function attachmentList(
  localize: LocalizeController, attachments: readonly Attachment[], stateOf: (attachment: Attachment) => Download | undefined, download: ((attachment: Attachment) => void) | undefined,
): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing;
  return html`
    <ul class="attachments" part="attachments" aria-label=${localize.t('message.attachments')}>
      ${attachments.map((attachment) => html`<li class="attachment">${item(localize, attachment, stateOf(attachment), download && (() => { download(attachment); }))}</li>`)}
    </ul>`;
}

function item({ t, format }: LocalizeController, { name, type, size }: Attachment, state: Download | undefined, download: (() => void) | undefined): TemplateResult {
  const kind = fileKind(name, type);
  const running = state?.state === 'running';
  return html`
    <span class="file-kind" aria-hidden="true">${kind || '…'}</span>
    <bdi class="file-name">${name}</bdi>
    <span class="file-size help">${kindAndSize(kind, format.size(size))}</span>
    ${download === undefined ? nothing : html`
      <button type="button" class="quiet" aria-label=${running ? t('attachment.downloading', { name }) : t('attachment.download', { name })}
        aria-disabled=${running} @click=${download}><span aria-hidden="true">${state?.state === 'done' ? '✓' : '↓'}</span></button>`}
    ${running ? html`<progress max="1" .value=${size > 0 ? Math.min(state.received / size, 1) : 0} aria-label=${t('attachment.downloading', { name })}></progress>` : nothing}
    ${state?.state === 'failed' ? html`<span class="error-text">${t('attachment.failed', { name })}</span>` : nothing}`;
}
