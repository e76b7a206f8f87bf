import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fittingTags, isRightToLeft } from '../contract/index.ts';
import type { Text, TextKey, Texts } from './en.ts';
import { Formatter } from './format.ts';
import { isDirectedByLanguage, languageAt } from './language-at.ts';
import { addEnglish, bestLanguage, bringTexts, inEnglish, textChanges, textsOf } from './languages.ts';

/** Values of the placeholders of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** A site owner's words for texts, by language and key. */
export type OwnerTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const formatters = new Map<string, Formatter>();

/**
 * An element's texts and formats in the language of its surroundings: the nearest `lang` attribute at or above it, through shadow
 * roots. Follows a change of the language while the page is open; the English texts stand in while another language is being fetched.
 * The direction is the page's; where the page says nothing but `lang`, a language from right to left turns the element.
 */
export class LocalizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #tag = 'en';
  #texts: Partial<Texts> | undefined = textsOf('en');
  #format = formatterOf('en');
  #owner: OwnerTexts = {};
  #ownerTexts: Readonly<Record<string, string>> = {};
  #turned = false;

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
    if (watchers.size === 1) observer.observe(document.documentElement, WATCHED);
    // What changes in a shadow root is not seen from outside.
    for (let root = this.#host.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) observer.observe(root, WATCHED);
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
    return ours === 'en' && !isEnglish(this.#tag) ? fittingTags(this.#tag, Object.keys(this.#owner))[0] ?? ours : ours;
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

  /** What texts and formats come from: as long as these are the same, so are those. */
  get sources(): readonly unknown[] {
    return [this.#format, this.#texts, this.#ownerTexts];
  }

  /**
   * A text with its placeholders filled in. A text with plural forms takes its number as `count`. Values are data: numbers are formatted, texts
   * taken literally; one that may be written in the other direction is kept from mixing with the sentence.
   */
  readonly t = (key: TextKey, values: TextValues = {}): string => {
    // A language file of another version may lack a text.
    const text: Text = (this.#ownerTexts[key] || undefined) ?? this.#texts?.[key] ?? inEnglish(key) ?? key;
    const template = typeof text === 'string' ? text : text[this.#format.plural(Number(values['count']))] ?? text.other;
    return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values[name];
      return value === undefined ? placeholder : typeof value === 'number' ? this.#format.number(value) : isolated(value, this.#format);
    });
  };

  /** Looks again which language and direction the surroundings have. */
  refresh(): void {
    const tag = languageAt(this.#host);
    const isSame = tag === this.#tag && this.#texts === textsOf(this.language);
    this.#tag = tag;
    this.#turn();
    if (isSame) return;
    const { language } = this;
    // Dates stay in the page's own language only if the texts are in it too: one sentence, one language.
    this.#format = formatterOf(language === 'en' && !isEnglish(tag) ? 'en' : tag);
    this.#texts = textsOf(language);
    this.#useOwner();
    this.#host.requestUpdate();
    if (textsOf(language) === undefined) {
      void bringTexts(language).then((texts) => {
        if (this.language !== language) return;
        this.#texts = texts;
        this.#host.requestUpdate();
      });
    }
  }

  /** Puts on the direction that a page leaves to the language, or takes it off; a `dir` that is not ours stays. */
  #turn(): void {
    const host = this.#host;
    const isOurs = this.#turned && host.dir === 'rtl';
    this.#turned = isRightToLeft(this.language) && isDirectedByLanguage(host, isOurs ? host : undefined);
    if (this.#turned && !isOurs) host.dir = 'rtl';
    else if (isOurs && !this.#turned) host.removeAttribute('dir');
  }

  #useOwner(): void {
    const tags = Object.keys(this.#owner);
    // The language of our own texts too: what English stands in for is said in the owner's English, and Taiwan reads `zh-Hant`.
    const fitting = [...fittingTags(this.#tag, tags), ...fittingTags(bestLanguage(this.#tag), tags)];
    this.#ownerTexts = Object.assign({}, ...fitting.reverse().map((tag) => this.#owner[tag])) as Record<string, string>;
  }
}

const WATCHED: MutationObserverInit = { attributes: true, attributeFilter: ['lang', 'dir'], subtree: true };
const watchers = new Set<LocalizeController>();
const refreshAll = (): void => { for (const watcher of watchers) watcher.refresh(); };
let observer: MutationObserver | undefined;
textChanges.addEventListener('change', refreshAll);

/** Hebrew, Arabic and other letters from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** A value that has, or may have, another direction than the sentence that it goes into keeps its own, and leaves the sentence its order. */
const isolated = (value: string, { isRightToLeft }: Formatter): string => (isRightToLeft || RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value);

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
