import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Text, TextKey, Texts } from './en.ts';
import { Formatter } from './format.ts';
import { languageAt } from './language-at.ts';
import { addEnglish, bestLanguage, bestTags, inEnglish, loadTexts, textChanges, textsOf } from './languages.ts';

/** Values of the placeholders of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** A site owner's words for texts, by language and key. */
export type OwnerTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const formatters = new Map<string, Formatter>();

/**
 * An element's texts and formats in the language of its surroundings: the nearest `lang` attribute at or above it, through shadow
 * roots. Follows a change of the language while the page is open; the English texts stand in while another language is being fetched.
 */
export class LocalizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #tag = 'en';
  #texts: Partial<Texts> | undefined = textsOf('en');
  #format = formatterOf('en');
  #owner: OwnerTexts = {};
  #ownerTexts: Readonly<Record<string, string>> = {};

  /** @param sections The English texts that the element may need: `en`, or sections of it. */
  constructor(host: ReactiveControllerHost & HTMLElement, ...sections: readonly Partial<Texts>[]) {
    this.#host = host;
    addEnglish(sections);
    host.addController(this);
  }

  hostConnected(): void {
    watchers.add(this);
    // Made here, because a server that imports the elements has none.
    observer ??= new MutationObserver(refreshAll);
    if (watchers.size === 1) observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'], subtree: true });
    this.refresh();
  }

  hostDisconnected(): void {
    watchers.delete(this);
    if (watchers.size === 0) observer?.disconnect();
  }

  /** The language tag in force, as the page writes it. */
  get tag(): string {
    return this.#tag;
  }

  /** The language of the texts, which may be English where the page's own is neither among ours nor the owner's. */
  get language(): string {
    const ours = bestLanguage(this.#tag);
    return ours === 'en' && !isEnglish(this.#tag) ? bestTags(this.#tag, Object.keys(this.#owner))[0] ?? ours : ours;
  }

  /** The owner's words for the element's portal; they go over ours and the page's, in this element alone. */
  set owner(texts: OwnerTexts) {
    if (texts === this.#owner) return;
    this.#owner = texts;
    this.#useOwner();
    this.refresh();
    this.#host.requestUpdate();
  }

  /** Dates, numbers and sizes in this language. */
  get format(): Formatter {
    return this.#format;
  }

  /** A text with its placeholders filled in. A text with plural forms takes its number as `count`. Values are data: numbers are formatted, texts taken literally. */
  readonly t = (key: TextKey, values: TextValues = {}): string => {
    // A language file of another version may lack a text.
    const text: Text = (this.#ownerTexts[key] || undefined) ?? this.#texts?.[key] ?? inEnglish(key) ?? key;
    const template = typeof text === 'string' ? text : text[this.#format.plural(Number(values['count']))] ?? text.other;
    return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values[name];
      return value === undefined ? placeholder : typeof value === 'number' ? this.#format.number(value) : value;
    });
  };

  /** Looks again which language the surroundings have. */
  refresh(): void {
    const tag = languageAt(this.#host);
    if (tag === this.#tag && this.#texts === textsOf(this.language)) return;
    this.#tag = tag;
    const { language } = this;
    // Dates stay in the page's own language only if the texts are in it too: one sentence, one language.
    this.#format = formatterOf(language === 'en' && !isEnglish(tag) ? 'en' : tag);
    this.#texts = textsOf(language);
    this.#useOwner();
    this.#host.requestUpdate();
    if (textsOf(language) === undefined) {
      void loadTexts(language).then((texts) => {
        if (this.language !== language) return;
        this.#texts = texts;
        this.#host.requestUpdate();
      });
    }
  }

  #useOwner(): void {
    const tags = Object.keys(this.#owner);
    // What English stands in for is said in the owner's English.
    const fitting = [...bestTags(this.#tag, tags), ...bestLanguage(this.#tag) === 'en' ? bestTags('en', tags) : []];
    this.#ownerTexts = Object.assign({}, ...fitting.reverse().map((tag) => this.#owner[tag])) as Record<string, string>;
  }
}

const watchers = new Set<LocalizeController>();
const refreshAll = (): void => { for (const watcher of watchers) watcher.refresh(); };
let observer: MutationObserver | undefined;
textChanges.addEventListener('change', refreshAll);

const isEnglish = (tag: string): boolean => /^en\b/i.test(tag);

function formatterOf(tag: string): Formatter {
  let formatter = formatters.get(tag);
  if (formatter === undefined) {
    try {
      formatter = new Formatter(tag);
    } catch {
      // A tag that is not well formed is a RangeError in Intl.
      formatter = new Formatter('en');
    }
    formatters.set(tag, formatter);
  }
  return formatter;
}
