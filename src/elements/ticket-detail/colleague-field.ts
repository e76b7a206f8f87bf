import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Person } from '../../contract/index.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { errorText } from '../parts/states.ts';
import { person } from './facts.ts';
import type { TicketPartContext } from './part-context.ts';

/** How long somebody pauses in typing before colleagues are looked for, in milliseconds. */
const PAUSE = 200;

/** What the field shows and tells. */
export interface ColleagueFieldView {
  readonly label: string;
  readonly value: string;
  /** Id of what is said about it. */
  readonly described: string;
  readonly invalid: boolean;
  readonly busy: boolean;
  /** Addresses that are not suggested. */
  readonly without: readonly string[];
  readonly input: (text: string) => void;
}

/** A text field for an address that suggests colleagues: the combobox of the ARIA Authoring Practices, with a list. */
export class ColleagueField {
  readonly #context: TicketPartContext;
  readonly #found: RequestController<readonly Person[]>;
  #without: ReadonlySet<string> = new Set();
  #open = false;
  /** Position of the suggestion that the arrow keys have reached; -1 for none. */
  #active = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: TicketPartContext) {
    this.#context = context;
    this.#found = new RequestController(context.host);
  }

  /** Forgets whom it has found. */
  reset(): void {
    this.close();
    this.#found.reset();
  }

  /** Whom a text means: itself, or the one suggestion that has it for a name. */
  addressOf(text: string): string {
    // Small and capital letters of the page's language: in Turkish İ and i belong together.
    const { language } = this.#context.localize.format;
    const named = this.#suggestions.filter(({ name }) => name.localeCompare(text, language, { sensitivity: 'accent' }) === 0);
    return named.length === 1 && named[0] !== undefined ? named[0].email : text;
  }

  focus(): void {
    this.#context.host.renderRoot.querySelector<HTMLElement>('#colleague')?.focus();
  }

  get #suggestions(): readonly Person[] {
    return (this.#found.value ?? []).filter(({ email }) => !this.#without.has(email.toLowerCase()));
  }

  get #shown(): boolean { return this.#open && this.#suggestions.length > 0; }

  /** Looks for colleagues, at once or after a pause in typing. */
  #look(text: string, pause = 0): void {
    this.#open = true;
    this.#active = -1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(text.trim()), pause);
    this.#context.host.requestUpdate();
  }

  async #search(search: string): Promise<void> {
    const { portal: portalInUse, say, localize: { t } } = this.#context;
    const portal = portalInUse();
    if (portal === undefined) return;
    const found = await this.#found.run(async (signal) => (await portal.ticketing.listColleagues({ search }, { signal })).items);
    if (found === undefined || !this.#open) return;
    const count = this.#suggestions.length;
    say(count === 0 ? t('copies.noneFound') : t('copies.found', { count }));
  }

  /** Takes the suggestions away. */
  close(): void {
    clearTimeout(this.#timer);
    this.#open = false;
    this.#active = -1;
    this.#context.host.requestUpdate();
  }

  #choose({ email }: Person, { input }: ColleagueFieldView): void {
    input(email);
    this.close();
  }

  #onKey(event: KeyboardEvent, view: ColleagueFieldView): void {
    // The keys belong to what a letter is being composed with.
    if (event.isComposing || view.busy) return;
    const suggestions = this.#suggestions;
    const active = this.#shown ? suggestions[this.#active] : undefined;
    switch (event.key) {
      case 'ArrowDown': case 'ArrowUp':
        event.preventDefault();
        if (this.#shown) void this.#move(event.key === 'ArrowDown' ? 1 : -1, suggestions.length);
        else this.#look(view.value);
        break;
      case 'Enter':
        if (active === undefined) break;
        event.preventDefault();
        this.#choose(active, view);
        break;
      case 'Escape':
        if (!this.#shown) break;
        // What is around, a dialog say, stays open.
        event.stopPropagation();
        event.preventDefault();
        this.close();
        break;
    }
  }

  async #move(by: 1 | -1, count: number): Promise<void> {
    const { host } = this.#context;
    this.#active = this.#active === -1 && by === -1 ? count - 1 : (this.#active + by + count) % count;
    host.requestUpdate();
    await host.updateComplete;
    host.renderRoot.querySelector('#colleagues [aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  render(view: ColleagueFieldView): TemplateResult {
    const { localize: { t } } = this.#context;
    const { label, value, described, invalid, busy, without, input } = view;
    this.#without = new Set(without.map((email) => email.toLowerCase()));
    const suggestions = this.#suggestions;
    const shown = this.#shown;
    const { error, pending } = this.#found;
    const nobody = this.#open && !pending && !shown && value.trim() !== '' && this.#found.value !== undefined;
    return html`
      <div class="field colleague" @focusout=${() => { this.close(); }}>
        <label for="colleague" id="colleague-label">${label}</label>
        <input id="colleague" type="text" inputmode="email" autocomplete="off" autocapitalize="none" spellcheck="false" role="combobox" aria-labelledby="colleague-label" aria-autocomplete="list"
          aria-expanded=${shown} aria-controls="colleagues" aria-activedescendant=${shown && this.#active >= 0 ? `colleague-${String(this.#active)}` : nothing}
          aria-invalid=${invalid ? 'true' : nothing} aria-describedby=${described} .value=${live(value)} ?readonly=${busy}
          @input=${(event: Event) => {
            const text = (event.target as HTMLInputElement).value;
            input(text);
            this.#look(text, PAUSE);
          }}
          @click=${() => { if (!this.#open && !busy) this.#look(value); }} @keydown=${(event: KeyboardEvent) => { this.#onKey(event, view); }}>
        ${this.#renderList(suggestions, shown, view)}
        ${error !== undefined && this.#open ? html`<span class="help">${errorText(t, error)}</span>` : nobody ? html`<span class="help">${t('copies.noneFound')}</span>` : nothing}
      </div>`;
  }

  #renderList(suggestions: readonly Person[], shown: boolean, view: ColleagueFieldView): TemplateResult {
    // The keys of the list are the field's.
    /* eslint-disable lit-a11y/click-events-have-key-events */
    return html`
      <ul id="colleagues" role="listbox" aria-label=${this.#context.localize.t('copies.colleagues')} ?hidden=${!shown}>
        ${suggestions.map((one, index) => html`
          <li id=${`colleague-${String(index)}`} role="option" aria-selected=${index === this.#active} @mousedown=${keepFocus} @click=${() => { this.#choose(one, view); }}>${person(one)}</li>`)}
      </ul>`;
    /* eslint-enable lit-a11y/click-events-have-key-events */
  }
}

/** A press on a suggestion leaves the focus in the field, which would close the list. */
const keepFocus = (event: Event): void => { event.preventDefault(); };
