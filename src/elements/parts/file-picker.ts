import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Issue } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { FilesChange, FilesController, PickedFile } from '../../portal/controllers/files-controller.ts';
import { fileKind, kindAndSize } from './file-type.ts';

/** How a file picker appears. */
export interface FilePickerOptions {
  /** Unique in its root; the ids of the parts start with it. */
  readonly id: string;
  /** The visible label. Default "Files". */
  readonly label?: unknown;
  /** Help text of a form's field. */
  readonly help?: string | undefined;
  readonly required?: boolean;
  /** Files are being sent: nothing can be added or removed now. */
  readonly busy?: boolean;
  /** What is wrong with the field as a whole, as text: it is required, say. */
  readonly error?: string | undefined;
}

/**
 * A file input with what people expect of one: it takes several, lists what was picked with kind and size, says at each file what is
 * wrong with it, and shows how far it has been sent. Put `fileDrop(files, …)` on the form around it, and `filePickerStyles` into
 * the element's styles. Renders nothing where the backend takes no files.
 */
export function filePicker(localize: LocalizeController, files: FilesController, options: FilePickerOptions): TemplateResult | typeof nothing {
  const { limits } = files;
  if (limits === null) return nothing;
  const { t } = localize;
  const { id, label = t('files.label'), help, required = false, busy = false } = options;
  const error = options.error ?? pickerProblem(localize, files);
  return html`
    <div class="file-picker" role="group" aria-labelledby=${`${id}-label`}>
      <span class="label" id=${`${id}-label`}>${label}</span>
      ${help === undefined ? nothing : html`<span class="help" id=${`${id}-help`}><bdi>${help}</bdi></span>`}
      <div class="file-zone ${files.dragging ? 'over' : ''} ${busy ? 'off' : ''}">
        <input class="visually-hidden" type="file" multiple id=${id} accept=${limits.accept?.join(',') ?? nothing} ?disabled=${busy}
          ?required=${required} aria-labelledby=${`${id}-label ${id}-choose`} aria-invalid=${error === undefined ? nothing : 'true'}
          aria-describedby=${`${help === undefined ? '' : `${id}-help`} ${id}-limits ${id}-error`} @change=${(event: Event) => { onChoose(event, files); }}>
        <label class="button" for=${id} id=${`${id}-choose`}>${t('files.choose')}</label>
        <span class="help" id=${`${id}-limits`}>${t('files.drop')}<br>${limitsText(localize, files)}</span>
      </div>
      <span class="file-problem" id=${`${id}-error`}>${error === undefined ? nothing : html`<span class="error-text">${error}</span>`}</span>
      ${files.picked.length === 0 ? nothing : html`
        <ul class="file-list" aria-label=${t('files.list')}>
          ${repeat(files.picked, ({ key }) => key, (picked) => item(localize, files, picked, id, busy))}
        </ul>`}
    </div>`;
}

function item(localize: LocalizeController, files: FilesController, picked: PickedFile, id: string, busy: boolean): TemplateResult {
  const { t, format } = localize;
  const { file, issue, key, sent } = picked;
  const kind = fileKind(file.name, file.type);
  const fraction = sent === undefined ? 0 : Math.min(sent / Math.max(file.size, 1), 1);
  return html`
    <li class="file-item ${issue === undefined ? '' : 'bad'}">
      <span class="file-kind" aria-hidden="true">${kind || '…'}</span>
      <bdi class="file-name">${file.name}</bdi>
      <span class="file-size help">${kindAndSize(kind, format.size(file.size))}${sent === undefined ? nothing : ` · ${stage(localize, sent, file.size, fraction)}`}</span>
      <button type="button" class="quiet" id=${`${id}-remove-${key}`} aria-label=${t('files.remove', { name: file.name })} aria-disabled=${busy}
        aria-describedby=${issue === undefined ? nothing : `${id}-issue-${key}`}
        @click=${(event: Event) => { if (!busy) void onRemove(event, files, key, id); }}><span aria-hidden="true">✕</span></button>
      ${sent === undefined || issue !== undefined ? nothing : html`<progress max="1" .value=${fraction} aria-label=${t('files.progress', { name: file.name, percent: format.percent(fraction) })}></progress>`}
      ${issue === undefined ? nothing : html`<span class="error-text" id=${`${id}-issue-${key}`}>${fileIssueText(localize, issue)}</span>`}
    </li>`;
}

function stage({ t, format }: LocalizeController, sent: number, total: number, fraction: number): string {
  if (sent === 0) return t('files.waiting');
  return sent >= total ? t('files.done') : format.percent(fraction);
}

function limitsText({ t, format }: LocalizeController, { limits }: FilesController): string {
  if (limits === null) return '';
  const amount = t('files.limits', { count: limits.maxFiles, size: format.size(limits.maxBytes) });
  return limits.accept === null ? amount : `${amount} · ${t('files.types', { types: limits.accept.join(', ') })}`;
}

const pickerProblem = (localize: LocalizeController, { folders, listIssue }: FilesController): string | undefined =>
  (folders > 0 ? localize.t('files.folder') : listIssue === undefined ? undefined : fileIssueText(localize, listIssue));

/** What a person reads about an issue of a file. */
export function fileIssueText({ t, format }: LocalizeController, { code, limit = '' }: Issue): string {
  switch (code) {
    case 'file-empty': return t('files.empty');
    case 'file-too-large': return t('files.tooLarge', { limit: typeof limit === 'number' ? format.size(limit) : limit });
    case 'too-many-files': return t('files.tooMany', { limit });
    case 'file-type': return t('files.type', { limit });
    case 'file-name': return t('files.name');
    case 'required': return t('issue.required');
    default: return t('files.failed');
  }
}

/** What is said aloud after files came in or went out. */
export function filesChangeText(localize: LocalizeController, { added, removed, problems, folders }: FilesChange): string {
  const { t } = localize;
  return [
    removed === undefined ? '' : t('files.removed', { name: removed.file.name }),
    added === 0 ? '' : t('files.added', { count: added }),
    ...problems.map(({ file, issue }) => (issue === undefined ? '' : `${file.name}: ${fileIssueText(localize, issue)}`)),
    folders === 0 ? '' : t('files.folder'),
  ].filter((part) => part !== '').join(' ');
}

function onChoose(event: Event, files: FilesController): void {
  const input = event.currentTarget as HTMLInputElement;
  if (input.files !== null) files.add(input.files);
  // Or else choosing the same file again, after it was removed, would not be a change.
  input.value = '';
}

/** The button goes with its file; the focus goes to the file that takes its place, else to the last one, else to the input. */
async function onRemove(event: Event, files: FilesController, key: string, id: string): Promise<void> {
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot | Document;
  const index = files.picked.findIndex((picked) => picked.key === key);
  files.remove(key);
  await files.rendered;
  const next = files.picked[index] ?? files.picked.at(-1);
  root.getElementById(next === undefined ? id : `${id}-remove-${next.key}`)?.focus();
}
