import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Attachment, FileSource, Message } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { isPicture, readFile } from '../../portal/save-file.ts';
import { roughText, textFragment } from './message-text.ts';
import { sanitizeMail } from './sanitize-html.ts';
import { loadSanitizer, sanitizerReady } from './sanitize-parse.ts';

/** A message's content, built once and kept as long as the message stays the same. */
export interface MessageBody {
  readonly element: HTMLElement;
  /** Images from other sites that were left out. */
  readonly blockedImages: number;
  /** Ids of attachments that the content shows, and that the list of attachments need not repeat. */
  readonly shown: ReadonlySet<string>;
  /** Whether there is nothing to read. */
  readonly empty: boolean;
}

interface Kept extends MessageBody { readonly language: string; readonly remoteImages: boolean }

/** So long at a time contents are built before they are shown, in milliseconds. */
const BUSY = 8;

/** Opens a file of a message. */
export type OpenAttachment = (message: Message, attachment: Attachment, signal: AbortSignal) => Promise<FileSource>;

/** Builds the contents of messages, loads the pictures that they show of their own files, and lets go of them again. */
export class MessageBodies implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #localize: LocalizeController;
  readonly #open: OpenAttachment;
  readonly #urls = new Map<string, Promise<string>>();
  readonly #remote = new Set<string>();
  #built = new WeakMap<Message, Kept>();
  #abort = new AbortController();
  /** What is wider than its box scrolls; then, and only then, the keyboard has to get there. */
  readonly #sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth + 1) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, localize: LocalizeController, open: OpenAttachment) {
    this.#host = host;
    this.#localize = localize;
    this.#open = open;
    host.addController(this);
  }

  hostDisconnected(): void {
    // Moving an element is no leave.
    queueMicrotask(() => { if (!this.#host.isConnected) this.reset(); });
  }

  /** Lets go of everything that was loaded, for another ticket. */
  reset(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#sizes.disconnect();
    for (const url of this.#urls.values()) void url.then((made) => { URL.revokeObjectURL(made); }, () => undefined);
    this.#urls.clear();
    this.#remote.clear();
    this.#built = new WeakMap();
  }

  /** Loads the images from other sites in one message, now and as long as the ticket is shown. */
  showImages(message: Message): void {
    this.#remote.add(message.id);
    this.#host.requestUpdate();
  }

  /** The content of a message; undefined while what it takes is being fetched. */
  get(message: Message): MessageBody | undefined {
    // The texts in it are of one language, and that of a page may change, or arrive late.
    const language = this.#localize.t('message.showQuoted');
    const remoteImages = this.#remote.has(message.id);
    const kept = this.#built.get(message);
    if (kept?.language === language && kept.remoteImages === remoteImages) return kept;
    if (message.html !== null && message.html.trim() !== '' && !sanitizerReady()) {
      if (this.#failedToLoad !== message) void this.#fetchSanitizer(message);
      else return this.#keep(message, this.#plain(message), { language, remoteImages });
      return undefined;
    }
    return this.#keep(message, this.#html(message, remoteImages) ?? this.#plain(message), { language, remoteImages });
  }

  /** Builds the contents of messages before they are shown, with time in between for whoever types or scrolls meanwhile. */
  readonly prepare = async (messages: readonly Message[]): Promise<void> => {
    let begun = performance.now();
    for (const message of messages) {
      // Pictures of its own are loaded once it is shown.
      if (message.attachments.some(({ contentId }) => contentId !== null) || !sanitizerReady()) continue;
      this.get(message);
      if (performance.now() - begun < BUSY) continue;
      await new Promise((resolve) => { setTimeout(resolve); });
      begun = performance.now();
    }
  };

  #failedToLoad: Message | undefined;

  async #fetchSanitizer(message: Message): Promise<void> {
    await loadSanitizer();
    if (!sanitizerReady()) this.#failedToLoad = message;
    this.#host.requestUpdate();
  }

  #keep(message: Message, body: Omit<MessageBody, 'empty'>, state: Pick<Kept, 'language' | 'remoteImages'>): Kept {
    const { element, blockedImages } = body;
    const empty = blockedImages === 0 && element.textContent.trim() === '' && element.querySelector('img') === null;
    const kept: Kept = { ...body, ...state, empty };
    this.#built.set(message, kept);
    return kept;
  }

  #plain({ text, html }: Message): Omit<MessageBody, 'empty'> {
    const element = box('text');
    element.append(textFragment(text ?? roughText(html ?? ''), this.#fold));
    return { element, blockedImages: 0, shown: new Set() };
  }

  #html(message: Message, remoteImages: boolean): Omit<MessageBody, 'empty'> | undefined {
    const { html, attachments } = message;
    if (html === null || html.trim() === '') return undefined;
    const picture = (contentId: string): Attachment | undefined => attachments.find((one) => one.contentId === contentId && isPicture(one.type));
    const { t } = this.#localize;
    const mail = sanitizeMail(html, {
      remoteImages, fold: this.#fold, pictureName: (contentId) => picture(contentId)?.name,
      missingImage: (alt) => (alt === '' ? t('message.imageMissing') : `${t('message.imageMissing')}: ${alt}`),
    });
    if (mail === undefined) return undefined;
    const element = box('html');
    element.append(mail.fragment);
    if (element.querySelector('table') !== null) this.#sizes.observe(element);
    const shown = new Set<string>();
    for (const [contentId, images] of mail.ownImages) {
      const attachment = picture(contentId);
      if (attachment === undefined) continue;
      shown.add(attachment.id);
      for (const image of images) void this.#load(message, attachment, image);
    }
    const nothing = element.textContent.trim() === '' && element.querySelector('img') === null && mail.blockedImages === 0;
    return nothing && message.text !== null ? undefined : { element, blockedImages: mail.blockedImages, shown };
  }

  async #load(message: Message, attachment: Attachment, image: HTMLImageElement): Promise<void> {
    const { signal } = this.#abort;
    let url = this.#urls.get(attachment.id);
    if (url === undefined) {
      url = this.#open(message, attachment, signal).then((file) => readFile(file, signal))
        .then((blob) => URL.createObjectURL(blob.slice(0, blob.size, attachment.type)));
      this.#urls.set(attachment.id, url);
    }
    try {
      image.src = await url;
      await image.decode();
    } catch {
      if (signal.aborted) return;
      const text = document.createElement('span');
      text.className = 'image-text';
      const { t } = this.#localize;
      text.textContent = image.alt === '' ? t('message.imageMissing') : `${t('message.imageMissing')}: ${image.alt}`;
      image.replaceWith(text);
    }
  }

  readonly #fold = (quote: HTMLElement): HTMLElement => {
    const { t } = this.#localize;
    const details = document.createElement('details');
    details.className = 'quoted';
    const summary = document.createElement('summary');
    for (const [name, text] of [['when-closed', t('message.showQuoted')], ['when-open', t('message.hideQuoted')]] as const) {
      const span = document.createElement('span');
      span.className = name;
      span.textContent = text;
      summary.append(span);
    }
    quote.classList.add('quoted-body');
    details.append(summary, quote);
    return details;
  };
}

function box(kind: 'text' | 'html'): HTMLElement {
  const element = document.createElement('div');
  element.className = `message-body ${kind}`;
  element.dir = 'auto';
  return element;
}
