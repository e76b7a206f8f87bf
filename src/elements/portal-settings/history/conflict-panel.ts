import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Difference } from '../../../portal/settings/differences.ts';
import type { Conflict } from '../../../portal/settings/settings-controller.ts';
import { heading } from '../../parts/heading.ts';
import type { SettingsView } from '../settings-view.ts';
import { placeName, valueText } from './difference-table.ts';

type Side = 'mine' | 'theirs';

/** Another owner has saved meanwhile: what of whom is to hold, place by place or all at once. */
export class ConflictPanel {
  readonly #host: ReactiveControllerHost;
  readonly #view: SettingsView;
  readonly #chosen = new Map<string, Side>();
  /** The version that was chosen about. */
  #theirs: Conflict['theirs'] | undefined;

  constructor(host: ReactiveControllerHost, view: SettingsView) {
    this.#host = host;
    this.#view = view;
  }

  /** What one of the two has left alone is the other's; what both have changed somebody has to decide. */
  #sideOf({ path, changedBy }: Difference): Side | undefined {
    return this.#chosen.get(path.join('.')) ?? (changedBy === 'both' ? undefined : changedBy === 'me' ? 'mine' : 'theirs');
  }

  #choose(differences: readonly Difference[], side: Side): void {
    for (const { path } of differences) this.#chosen.set(path.join('.'), side);
    this.#host.requestUpdate();
  }

  #goOn({ differences }: Conflict): void {
    const open = differences.find((difference) => this.#sideOf(difference) === undefined);
    if (open !== undefined) {
      this.#view.say(this.#view.t('settings.conflict.undecided'));
      this.#view.focus(idOf(open, 'theirs'));
      return;
    }
    this.#view.settings.resolve(differences.filter((difference) => this.#sideOf(difference) === 'theirs'));
    this.#chosen.clear();
    this.#view.say(this.#view.t('settings.conflict.settled'));
    this.#view.focus('save', 'heading');
  }

  render(conflict: Conflict): TemplateResult {
    const { t, localize } = this.#view;
    const { theirs: { version }, differences, isMine } = conflict;
    if (this.#theirs !== conflict.theirs) this.#chosen.clear();
    this.#theirs = conflict.theirs;
    const when = version.saved === null ? '' : localize.format.dateTime(version.saved);
    return html`
      <section class="conflict notice danger stack" part="conflict" role="group" aria-labelledby="conflict-title">
        ${heading(this.#view.headingLevel, t(isMine ? 'settings.conflict.mineToo' : 'settings.conflict.heading'), { id: 'conflict-title' })}
        <p>${t('settings.conflict.text', { by: `\u2068${version.by ?? t('settings.conflict.somebody')}\u2069`, when, number: version.number })}
          ${version.comment === '' ? '' : html`<q><bdi>${version.comment}</bdi></q>`}</p>
        <div class="row">
          <button type="button" @click=${() => { this.#choose(differences, 'theirs'); }}>${t('settings.conflict.allTheirs')}</button>
          <button type="button" @click=${() => { this.#choose(differences, 'mine'); }}>${t('settings.conflict.allMine')}</button>
        </div>
        <ul class="choices-list" role="list">${differences.map((difference) => this.#row(difference))}</ul>
        <div><button type="button" class="primary" @click=${() => { this.#goOn(conflict); }}>${t('settings.conflict.goOn')}</button></div>
      </section>`;
  }

  #row(difference: Difference): TemplateResult {
    const { t } = this.#view;
    const name = idOf(difference, 'place');
    const side = this.#sideOf(difference);
    const option = (which: Side): TemplateResult => html`
      <label class="choice">
        <input type="radio" id=${idOf(difference, which)} name=${name} .checked=${live(side === which)} @change=${() => { this.#choose([difference], which); }}>
        <span><span>${t(`settings.conflict.${which}`)}</span> ${valueText(this.#view, difference[which])}</span>
      </label>`;
    return html`<li><div role="radiogroup" aria-labelledby=${name}><strong id=${name}>${placeName(this.#view, difference)}</strong>${option('theirs')}${option('mine')}</div></li>`;
  }
}

const idOf = ({ path }: Difference, what: Side | 'place'): string => `conflict-${path.map(encodeURIComponent).join('.')}-${what}`;
