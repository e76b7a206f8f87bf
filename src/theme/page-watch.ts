import { parentOf } from './ground.ts';

/** Somebody who wants to know when the look of the page may have changed. */
export interface Watcher {
  readonly host: Element;
  /** Whether an element is one whose look counts, besides those around the host. */
  isSeen(element: Element): boolean;
  look(): void;
}

const watchers = new Set<Watcher>();
let frame: number | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** How many looks have followed each other without a {@link REST} in between, and when the last one was. */
let looks = 0;
let lastLook = 0;
/** A page that changes without end, as one does that writes on its root how far it is scrolled, is looked at no more often than this after so many looks. */
const RESTLESS = 60;
const PAUSE = 900;
const REST = 1000;

function forget(): void {
  if (frame !== undefined) cancelAnimationFrame(frame);
  clearTimeout(timer);
  frame = timer = undefined;
}

function lookNow(): void {
  forget();
  const now = performance.now();
  looks = now - lastLook < REST ? looks + 1 : 0;
  lastLook = now;
  for (const watcher of watchers) watcher.look();
}

/** Lets everybody look again before the next paint; soon, where nothing is painted because nobody sees the page. */
export function lookSoon(): void {
  if (timer !== undefined) return;
  const isRestless = looks > RESTLESS;
  if (!isRestless) frame = requestAnimationFrame(lookNow);
  timer = setTimeout(lookNow, isRestless ? PAUSE : 200);
}

/** Made when it is first needed: a server that renders pages has none. */
let observer: MutationObserver | undefined;
const onMutations: MutationCallback = (records) => {
  if (records.some(({ type, target, attributeName, addedNodes, removedNodes }) => (
    type === 'attributes' ? attributeName === null || !/^(?:aria-|lang$|dir$)/.test(attributeName)
      : type === 'characterData' || [...addedNodes, ...removedNodes].some((node) => /^(?:style|link|meta)$/i.test(node.nodeName)) || target.nodeName === 'STYLE'
  ))) lookSoon();
};

/** A stylesheet that has arrived; everything else of the page, such as its images, has no say in its look. */
function onLoad({ target }: Event): void {
  if (target === document || target === window || (target instanceof Element && /^(?:link|style)$/.test(target.localName))) lookSoon();
}

function onTransitionEnd({ target, propertyName }: TransitionEvent): void {
  if (!(target instanceof Element) || !/color|background|border/.test(propertyName)) return;
  if ([...watchers].some((watcher) => target.contains(watcher.host) || watcher.isSeen(target))) lookSoon();
}

/** Somebody's own colours: they go over everybody else's, and leave nothing to take from a page. */
export const isForced = (): boolean => matchMedia('(forced-colors: active)').matches;
let media: readonly MediaQueryList[] = [];

function observe(): void {
  observer ??= new MutationObserver(onMutations);
  observer.disconnect();
  const around = new Set<Element>();
  for (const { host } of watchers) for (let one: Element | null = host; one !== null; one = parentOf(one)) around.add(one);
  for (const element of around) observer.observe(element, { attributes: true });
  if (around.size > 0) observer.observe(document.head, { childList: true, characterData: true, subtree: true, attributes: true });
}

/** Begins to watch the page for somebody. @returns what ends it */
export function watchPage(watcher: Watcher): () => void {
  if (watchers.size === 0) {
    addEventListener('load', onLoad, true);
    document.addEventListener('transitionend', onTransitionEnd, true);
    media = ['(forced-colors: active)', '(prefers-color-scheme: dark)'].map((query) => matchMedia(query));
    for (const query of media) query.addEventListener('change', lookSoon);
  }
  watchers.add(watcher);
  observe();
  return () => {
    watchers.delete(watcher);
    observe();
    if (watchers.size > 0) return;
    removeEventListener('load', onLoad, true);
    document.removeEventListener('transitionend', onTransitionEnd, true);
    for (const query of media) query.removeEventListener('change', lookSoon);
    forget();
    looks = 0;
  };
}
