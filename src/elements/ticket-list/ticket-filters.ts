import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Capabilities, ListFilter, Stage, StatusCategory } from '../../contract/index.ts';
import type { LocalizeController, TextKey } from '../../i18n/index.ts';
import { dayBefore, dayOf, endOfDay, startOfDay } from '../../portal/days.ts';
import { FILTERS, isFiltered, isSameQuery, type ListQuery } from '../../portal/list-query.ts';

/** Milliseconds after the last letter of a search, and after the last change of a date, before it counts. */
const TYPING = 350;
const DATE_TYPING = 700;

const RANGES = [
  { name: 'created', from: 'createdFrom', to: 'createdBefore' },
  { name: 'lastActivity', from: 'activeFrom', to: 'activeBefore' },
] as const;
type Range = (typeof RANGES)[number];
type Bound = Range['from' | 'to'];
type Days = Record<Bound, string>;

/** What the filters need of their element. */
interface Host extends ReactiveControllerHost {
  readonly renderRoot: DocumentFragment | HTMLElement;
  /** The query that the list shows or is about to show. */
  readonly asked: ListQuery;
}

/** What the filters offer. */
export interface Offer {
  /** What the backend can narrow a list by. */
  readonly capabilities: Capabilities;
  /** What of that the owner offers; undefined for everything. */
  readonly offered: readonly ListFilter[] | undefined;
  /** A stage is told from those of the same category also where it is the only one of its own. */
  readonly tellsEveryStage: boolean;
  stageLabel(stage: Stage): string;
}

/** What a person changes about a query; undefined takes a condition away. */
export type QueryChange = { readonly [Name in keyof ListQuery]?: ListQuery[Name] | undefined };

/** One condition that holds, in words, and the properties that make it. */
interface Active { readonly text: string; readonly made: readonly (keyof ListQuery)[] }

/**
 * Search and filters of a list: their controls, what is being typed in them, and the conditions that hold. Calls back when a
 * person has changed something.
 */
export class TicketFilters implements ReactiveController {
  readonly #host: Host;
  readonly #localize: LocalizeController;
  readonly #changed: (change: QueryChange) => void;
  #search = '';
  #days: Days = daysOf({});
  #wrong: ReadonlySet<Range['name']> = new Set();
  #isOpen = false;
  #composing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, localize: LocalizeController, changed: (change: QueryChange) => void) {
    this.#host = host;
    this.#localize = localize;
    this.#changed = changed;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Takes over a query that came from elsewhere; what was being typed gives way to it. */
  take(query: ListQuery): void {
    clearTimeout(this.#timer);
    this.#search = query.search ?? '';
    this.#days = daysOf(query);
    this.#wrong = new Set();
    this.#host.requestUpdate();
  }

  /** Drops all conditions. */
  readonly clear = (): void => {
    this.#drop(FILTERS);
    this.#focusFirst();
  };

  readonly #onSearchInput = (event: InputEvent): void => {
    this.#search = (event.target as HTMLInputElement).value;
    // Letters that an input method is still putting together are not what the person looks for.
    if (!event.isComposing && !this.#composing) this.#applySoon(this.#search === '' ? 0 : TYPING);
  };

  readonly #onCompositionStart = (): void => {
    this.#composing = true;
    clearTimeout(this.#timer);
  };

  readonly #onCompositionEnd = (event: CompositionEvent): void => {
    this.#composing = false;
    this.#search = (event.target as HTMLInputElement).value;
    this.#applySoon(TYPING);
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!this.#composing) this.#apply();
  };

  readonly #onStatus = (event: Event): void => {
    const [, kind, value] = /^(category|stage):(.*)$/s.exec((event.target as HTMLSelectElement).value) ?? [];
    this.#set({ status: kind === 'category' ? value as ListQuery['status'] : undefined, stage: kind === 'stage' ? value : undefined });
  };

  readonly #onTurn = (event: Event): void => {
    this.#set({ waitingOn: ((event.target as HTMLSelectElement).value || undefined) as ListQuery['waitingOn'] });
  };

  readonly #onDateInput = (event: Event): void => {
    const { id, value } = event.target as HTMLInputElement;
    this.#days = { ...this.#days, [id]: value };
    this.#applySoon(DATE_TYPING);
    this.#host.requestUpdate();
  };

  readonly #onDateDone = (): void => { this.#apply(); };

  readonly #onToggle = (): void => {
    this.#isOpen = !this.#isOpen;
    this.#host.requestUpdate();
  };

  #applySoon(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#apply(); }, milliseconds);
  }

  /** Lets hold what stands in the controls, as far as it is right. */
  #apply(): void {
    clearTimeout(this.#timer);
    const wrong = RANGES.filter(({ from, to }) => startOfDay(this.#days[from]) !== undefined && startOfDay(this.#days[to]) !== undefined && this.#days[from] > this.#days[to]);
    this.#wrong = new Set(wrong.map(({ name }) => name));
    this.#host.requestUpdate();
    const dates: Partial<Record<Bound, string | undefined>> = {};
    for (const { from, to } of RANGES.filter((range) => !wrong.includes(range))) {
      // A year of which some digits are missing changes nothing yet.
      if (!isUnfinished(this.#days[from])) dates[from] = startOfDay(this.#days[from]);
      if (!isUnfinished(this.#days[to])) dates[to] = endOfDay(this.#days[to]);
    }
    this.#set({ search: this.#search.trim() || undefined, ...dates });
  }

  #set(change: QueryChange): void {
    if (!isSameQuery({ ...this.#host.asked, ...change }, this.#host.asked)) this.#changed(change);
  }

  #drop(names: readonly (keyof ListQuery)[]): void {
    const change = Object.fromEntries(names.map((name) => [name, undefined])) as QueryChange;
    this.take({ ...this.#host.asked, ...change });
    this.#changed(change);
  }

  #remove({ made }: Active, index: number): void {
    this.#drop(made);
    void this.#host.updateComplete.then(() => {
      const left = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.chip')];
      const next = left[Math.min(index, left.length - 1)];
      if (next === undefined) this.#focusFirst();
      else next.focus();
    });
  }

  /** The button that had the focus is gone, so the focus goes where one would filter anew. */
  #focusFirst(): void {
    void this.#host.updateComplete.then(() => this.#host.renderRoot.querySelector<HTMLElement>('#search, #status')?.focus());
  }

  /** The controls; what the backend does not know, or the owner does not want, is not offered. Where there is little room, only search is always in sight. */
  render(offer: Offer, isWide: boolean): TemplateResult {
    const { t } = this.#localize;
    const { asked } = this.#host;
    const { search, waitingOn } = offer.capabilities;
    const has = (filter: ListFilter): boolean => offer.offered?.includes(filter) ?? true;
    const ranges = RANGES.filter(({ name }) => has(name));
    const folded = [...has('status') || has('stage') ? ['status', 'stage'] as const : [], ...waitingOn && has('waitingOn') ? ['waitingOn'] as const : []];
    const dates = ranges.flatMap(({ from, to }) => [from, to]);
    const isFolded = !isWide && !this.#isOpen;
    const label = t(search === 'subject' ? 'list.searchSubject' : 'list.search');
    if (search === 'none' && folded.length === 0 && dates.length === 0) return html`${this.#activeFilters(offer)}`;
    return html`
      <form class="filters" part="filters" role="search" aria-label=${label} novalidate @submit=${this.#onSubmit}>
        ${search === 'none' ? nothing : html`
          <div class="field search">
            <label for="search">${label}</label>
            <div class="search-row">
              <input id="search" type="search" maxlength="200" autocomplete="off" .value=${live(this.#search)}
                @input=${this.#onSearchInput} @compositionstart=${this.#onCompositionStart} @compositionend=${this.#onCompositionEnd}>
              <button>${t('list.searchButton')}</button>
            </div>
          </div>`}
        ${isWide || folded.length + dates.length === 0 ? nothing : this.#toggle('list.filters', [...folded, ...dates])}
        ${folded.includes('status') ? html`
          <div class="field" ?hidden=${isFolded}>
            <label for="status">${t('list.filterStatus')}</label>
            <select id="status" @change=${this.#onStatus}>${this.#statusOptions(offer)}</select>
          </div>` : nothing}
        ${folded.includes('waitingOn') ? html`
          <div class="field" ?hidden=${isFolded}>
            <label for="turn">${t('list.filterTurn')}</label>
            <select id="turn" @change=${this.#onTurn}>
              ${option('', t('list.any'), asked.waitingOn ?? '')}
              ${option('customer', t('list.waitingOnYou'), asked.waitingOn)}
              ${option('support', t('list.waitingOnUs'), asked.waitingOn)}
            </select>
          </div>` : nothing}
        ${isWide && dates.length > 0 ? this.#toggle('list.filterDate', dates) : nothing}
        <div id="dates" class="dates" ?hidden=${!this.#isOpen || ranges.length === 0}>${ranges.map((range) => this.#range(range))}</div>
      </form>
      ${this.#activeFilters(offer)}`;
  }

  #toggle(label: TextKey, names: readonly (keyof ListQuery)[]): TemplateResult {
    const { t, format } = this.#localize;
    const count = names.filter((name) => this.#host.asked[name] !== undefined).length;
    return html`
      <button type="button" class="toggle" aria-expanded=${this.#isOpen} aria-controls="dates" @click=${this.#onToggle}>
        ${t(label)}${count === 0 ? nothing : html` <span class="badge accent" aria-hidden="true">${format.number(count)}</span>`}
      </button>`;
  }

  #statusOptions({ capabilities: { stages }, offered, tellsEveryStage, stageLabel }: Offer): unknown {
    const { t } = this.#localize;
    const { status, stage } = this.#host.asked;
    const current = stage === undefined ? status === undefined ? '' : `category:${status}` : `stage:${stage}`;
    const category = (one: StatusCategory): TemplateResult | typeof nothing =>
      (offered === undefined || offered.includes('status') || status === one ? option(`category:${one}`, t(`status.${one}`), current) : nothing);
    const group = (one: StatusCategory): TemplateResult | typeof nothing => {
      const own = offered === undefined || offered.includes('stage') ? stages.filter((each) => each.category === one) : [];
      return own.length < (tellsEveryStage ? 1 : 2) ? nothing
        : html`<optgroup label=${t(`status.${one}`)}>${own.map((each) => option(`stage:${each.id}`, stageLabel(each), current))}</optgroup>`;
    };
    return [option('', t('list.any'), current), category('open'), category('closed'), group('open'), group('closed')];
  }

  #range({ name, from, to }: Range): TemplateResult {
    const { t } = this.#localize;
    const isWrong = this.#wrong.has(name);
    const field = (bound: Bound, label: TextKey, invalid: boolean): TemplateResult => html`
      <div class="field">
        <label for=${bound}>${t(label)}</label>
        <input id=${bound} type="date" max="9999-12-31" .value=${live(this.#days[bound])} aria-invalid=${invalid} aria-describedby=${`${bound}-error`}
          @input=${this.#onDateInput} @blur=${this.#onDateDone}>
        <span id=${`${bound}-error`}>${invalid ? html`<span class="error-text">${t('list.dateOrder')}</span>` : nothing}</span>
      </div>`;
    return html`
      <fieldset>
        <legend>${t(`list.${name}`)}</legend>
        <div class="range">${field(from, 'list.from', false)}${field(to, 'list.to', isWrong)}</div>
      </fieldset>`;
  }

  #activeFilters(offer: Offer): TemplateResult | typeof nothing {
    const { t } = this.#localize;
    if (!isFiltered(this.#host.asked)) return nothing;
    return html`
      <ul class="active" role="list" aria-label=${t('list.filters')}>
        ${this.#active(offer).map((filter, index) => html`
          <li><button type="button" class="chip" aria-label=${t('list.removeFilter', { filter: filter.text })} @click=${() => { this.#remove(filter, index); }}>
            <bdi>${filter.text}</bdi><span class="cross" aria-hidden="true"></span>
          </button></li>`)}
        <li><button type="button" class="quiet" @click=${this.clear}>${t('list.clearFilters')}</button></li>
      </ul>`;
  }

  #active({ capabilities: { stages }, stageLabel }: Offer): Active[] {
    const { t } = this.#localize;
    const { asked } = this.#host;
    const { search, status, stage, waitingOn } = asked;
    const known = stages.find(({ id }) => id === stage);
    const named = (name: TextKey, value: string): string => t('list.activeFilter', { name: t(name), value });
    return [
      ...(search === undefined ? [] : [{ text: named('list.searchButton', search), made: ['search'] as const }]),
      ...(status === undefined ? [] : [{ text: named('list.status', t(`status.${status}`)), made: ['status'] as const }]),
      ...(stage === undefined ? [] : [{ text: named('list.status', known === undefined ? stage : stageLabel(known)), made: ['stage'] as const }]),
      ...(waitingOn === undefined ? [] : [{ text: t(waitingOn === 'customer' ? 'list.waitingOnYou' : 'list.waitingOnUs'), made: ['waitingOn'] as const }]),
      ...RANGES.flatMap(({ name, from, to }) => {
        const text = this.#rangeText(asked[from], asked[to]);
        return text === undefined ? [] : [{ text: named(`list.${name}`, text), made: [from, to] }];
      }),
    ];
  }

  #rangeText(from: string | undefined, before: string | undefined): string | undefined {
    const { t, format } = this.#localize;
    const first = from === undefined ? undefined : format.day(dayOf(from) ?? from);
    const last = before === undefined ? undefined : format.day(dayBefore(before) ?? before);
    if (first !== undefined && last !== undefined) return first === last ? first : t('list.range', { from: first, to: last });
    return first === undefined ? last === undefined ? undefined : t('list.rangeTo', { to: last }) : t('list.rangeFrom', { from: first });
  }
}

const option = (value: string, label: string, current: string | undefined): TemplateResult =>
  html`<option value=${value} .selected=${live(value === current)}>${label}</option>`;

/** Some digits of a year are still missing. */
const isUnfinished = (day: string): boolean => day !== '' && startOfDay(day) === undefined;

const daysOf = ({ createdFrom, createdBefore, activeFrom, activeBefore }: ListQuery): Days => ({
  createdFrom: createdFrom === undefined ? '' : dayOf(createdFrom) ?? '',
  createdBefore: createdBefore === undefined ? '' : dayBefore(createdBefore) ?? '',
  activeFrom: activeFrom === undefined ? '' : dayOf(activeFrom) ?? '',
  activeBefore: activeBefore === undefined ? '' : dayBefore(activeBefore) ?? '',
});
