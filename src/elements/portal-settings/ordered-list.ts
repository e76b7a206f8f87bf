import { html, nothing, type TemplateResult } from 'lit';
import type { Path } from '../../portal/settings/document.ts';
import type { SettingsView } from './settings-view.ts';

/** An item of a list whose order counts. */
export interface OrderedItem {
  readonly label: string;
  /** Below the label: what is wrong, or more controls. */
  readonly below?: unknown;
  /** Cannot be taken out. */
  readonly fixed?: boolean;
}

/** A list whose items are put in order, added and taken out by buttons. */
export interface OrderedList {
  /** Where the list stands in the document; its items stand there by their position. */
  readonly path: Path;
  /** Of the list's first control, to which problems lead. */
  readonly id: string;
  readonly label: string;
  readonly items: readonly OrderedItem[];
  /** What can be added; undefined where adding is done elsewhere. */
  readonly more?: readonly { readonly key: string; readonly label: string; readonly disabled?: boolean }[];
  readonly addLabel: string;
  readonly empty: string;
  /** Takes the new order. */
  readonly move: (from: number, to: number) => void;
  readonly remove: (index: number) => void;
  readonly add?: (key: string) => void;
}

export function orderedList(view: SettingsView, list: OrderedList): TemplateResult {
  const { t } = view;
  const { id, items, more } = list;
  const idAt = (index: number, what: string): string => `${id}-${String(index)}-${what}`;
  const move = (from: number, to: number, what: 'up' | 'down'): void => {
    list.move(from, to);
    view.say(t('settings.order.moved', { name: isolated(items[from]?.label ?? ''), position: to + 1, total: items.length }));
    view.focus(idAt(to, what), idAt(to, what === 'up' ? 'down' : 'up'));
  };
  const remove = (index: number): void => {
    list.remove(index);
    view.say(t('settings.order.removed', { name: isolated(items[index]?.label ?? '') }));
    const next = Math.min(index, items.length - 2);
    view.focus(idAt(next, 'remove'), idAt(next, 'up'), idAt(next, 'down'), id);
  };
  const add = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const added = more?.find(({ key }) => key === select.value);
    select.value = '';
    if (added === undefined) return;
    list.add?.(added.key);
    view.say(t('settings.order.added', { name: isolated(added.label) }));
  };
  const button = (index: number, what: 'up' | 'down', name: string): TemplateResult => {
    const to = what === 'up' ? index - 1 : index + 1;
    const isEnd = to < 0 || to >= items.length;
    return html`<button type="button" class="icon" id=${idAt(index, what)} aria-disabled=${isEnd} aria-label=${t(`settings.order.${what}`, { name })} @click=${() => { if (!isEnd) move(index, to, what); }}><span class="chevron ${what}" aria-hidden="true"></span></button>`;
  };
  return html`
    ${items.length === 0 ? html`<p class="muted">${list.empty}</p>` : html`
      <ol class="ordered" role="list" aria-label=${list.label}>
        ${items.map(({ label, below, fixed = false }, index) => html`
          <li data-path=${[...list.path, String(index)].join('.')}>
            <div class="ordered-item">
              <bdi>${label}</bdi>
              <span class="buttons">
                ${button(index, 'up', label)}${button(index, 'down', label)}
                ${fixed ? html`<span class="icon-space"></span>`
                  : html`<button type="button" class="icon" id=${idAt(index, 'remove')} aria-label=${t('settings.order.remove', { name: label })} @click=${() => { remove(index); }}><span class="cross" aria-hidden="true"></span></button>`}
              </span>
            </div>
            ${below ?? nothing}
          </li>`)}
      </ol>`}
    ${more === undefined ? nothing : html`
      <select id=${id} class="add" aria-label=${list.addLabel} ?disabled=${more.length === 0} @change=${add}>
        <option value="">${list.addLabel}</option>
        ${more.map(({ key, label, disabled = false }) => html`<option value=${key} ?disabled=${disabled}>${label}</option>`)}
      </select>`}`;
}

/** A list with one of its items elsewhere. */
export const moved = <Item>(items: readonly Item[], from: number, to: number): Item[] => {
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(to, 0, ...items.slice(from, from + 1));
};

const isolated = (text: string): string => `\u2068${text}\u2069`;
