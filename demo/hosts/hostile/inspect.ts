/** What a person stumbles over in an element, in words: where, what, how much. */
export type Fault = string;

/**
 * Runs in the page and so stands for itself: looks at everything that an element shows, through its shadow roots, and answers what cannot be read or used
 * there. A scroll bar is no fault, what an element keeps for screen readers is not looked at.
 * @param selector The element.
 */
export function inspect(selector: string): Fault[] {
  const host = document.querySelector<HTMLElement>(selector);
  if (host === null) return [`${selector} is not there`];
  const faults = new Set<Fault>();
  const parentOf = (node: Node): Element | null => (node instanceof Element && node.assignedSlot !== null ? node.assignedSlot : node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentElement);
  const chain = function* (from: Element | null): Generator<Element> { for (let at = from; at !== null; at = parentOf(at)) yield at; };
  const within = (node: Node): boolean => { for (const at of chain(node instanceof Element ? node : parentOf(node))) if (at === host) return true; return false; };
  const name = (element: Element): string => `${selector} ${element.localName}${element.className === '' ? '' : `.${element.className.trim().split(/\s+/).join('.')}`}`;
  const everything = (root: ParentNode): Element[] => [...root.querySelectorAll('*')].flatMap((element) => [element, ...element.shadowRoot === null ? [] : everything(element.shadowRoot)]);

  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const painted = new Map<string, readonly number[]>();
  const rgba = (color: string): readonly number[] => {
    let found = painted.get(color);
    if (found === undefined && context !== null) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const { data } = context.getImageData(0, 0, 1, 1);
      found = [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0, (data[3] ?? 0) / 255];
      painted.set(color, found);
    }
    return found ?? [0, 0, 0, 1];
  };
  const over = ([r = 0, g = 0, b = 0, a = 1]: readonly number[], below: readonly number[]): readonly number[] => [r, g, b].map((channel, index) => channel * a + (below[index] ?? 255) * (1 - a)).concat(1);
  /** The colours that may be behind a thing: several where there is a gradient. */
  const behind = (element: Element): (readonly number[])[] => {
    const layers: (readonly number[])[] = [];
    let base: (readonly number[])[] | undefined;
    for (const at of chain(element)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      const stops = backgroundImage.includes('gradient(') ? backgroundImage.match(/(?:rgba?|oklch|oklab|color|hsla?)\([^()]*\)/g)?.map(rgba) : undefined;
      if (stops !== undefined && stops.every(([, , , alpha]) => alpha === 1)) { base = stops; break; }
      const color = rgba(backgroundColor);
      if (color[3] === 1) { base = [color]; break; }
      if (color[3] !== 0) layers.unshift(color);
    }
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const canvas = scheme.includes('dark') && (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches) ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return (base ?? [canvas]).map((color) => layers.reduce((below, layer) => over(layer, below), color));
  };
  const luminance = (color: readonly number[]): number => {
    const [r = 0, g = 0, b = 0] = color.map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: readonly number[], other: readonly number[]): number => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const hidden = (element: Element): boolean => !element.checkVisibility({ visibilityProperty: true }) || [...chain(element)].some((at) => at.classList.contains('visually-hidden') || getComputedStyle(at).clipPath === 'inset(50%)');
  const opacity = (element: Element): number => { let all = 1; for (const at of chain(element)) all *= Number(getComputedStyle(at).opacity); return all; };

  const elements = everything(host.shadowRoot ?? host);
  const texts: { readonly rect: DOMRect; readonly element: Element; readonly text: string; readonly size: number }[] = [];
  const box = host.getBoundingClientRect();
  for (const element of elements) {
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || node.textContent?.trim() === '' || /^(?:style|script|option)$/.test(element.localName) || hidden(element)) continue;
      const style = getComputedStyle(element);
      const text = (node.textContent ?? '').trim().slice(0, 30);
      const size = Number.parseFloat(style.fontSize);
      if (size < 11) faults.add(`${name(element)}: "${text}" is ${size.toFixed(1)} px`);
      const alpha = opacity(element);
      const isOff = element.closest('[aria-disabled="true"], :disabled') !== null;
      for (const ground of behind(element)) {
        const [r = 0, g = 0, b = 0, a = 1] = rgba(style.webkitTextFillColor);
        const ratio = contrast(over([r, g, b, a * alpha], ground), ground);
        if (ratio < 4.5 && !isOff) faults.add(`${name(element)}: "${text}" has a contrast of ${ratio.toFixed(2)}, ${style.color} on rgb(${ground.slice(0, 3).map(Math.round).join(' ')})`);
      }
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 1) continue;
        texts.push({ rect, element, text, size });
        for (const at of chain(element)) {
          const { overflowX, overflowY } = getComputedStyle(at);
          if (/auto|scroll/.test(overflowX + overflowY)) break;
          const clip = at.getBoundingClientRect();
          if (/hidden|clip/.test(overflowX) && (rect.left < clip.left - 1.5 || rect.right > clip.right + 1.5)) faults.add(`${name(element)}: "${text}" is cut off by ${at.localName}`);
          if (/hidden|clip/.test(overflowY) && within(at) && (rect.top < clip.top - 4 || rect.bottom > clip.bottom + 4)) faults.add(`${name(element)}: "${text}" is cut off by ${at.localName}`);
          if (at === host) {
            if (rect.left < box.left - 1.5 || rect.right > box.right + 1.5) faults.add(`${name(element)}: "${text}" is ${Math.max(box.left - rect.left, rect.right - box.right).toFixed(0)} px outside of the element`);
            break;
          }
        }
      }
    }
  }
  texts.forEach(({ rect: one, size, text, element }, index) => {
    for (const { rect: other, text: otherText } of texts.slice(index + 1)) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 2 && down > size * 0.35) faults.add(`${name(element)}: "${text}" lies over "${otherText}"`);
    }
  });

  const deep = (x: number, y: number): Element | null => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot?.elementFromPoint(x, y) != null && found.shadowRoot.elementFromPoint(x, y) !== found) found = found.shadowRoot.elementFromPoint(x, y);
    return found;
  };
  for (const element of elements.filter((one) => one.matches('button, a[href], summary, input, select, textarea, label.button') && !hidden(one))) {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const rect = element.getClientRects()[0];
    const label = (element.textContent.trim() || element.getAttribute('aria-label') || element.getAttribute('id') || '').slice(0, 30);
    if (rect === undefined || rect.width < 8 || rect.height < 8) faults.add(`${name(element)} "${label}" is ${rect === undefined ? 'nowhere' : `${rect.width.toFixed(0)} by ${rect.height.toFixed(0)} px`}`);
    else {
      const hit = deep(rect.left + rect.width / 2, rect.top + rect.height / 2);
      if (hit === null || ![...chain(hit)].includes(element)) faults.add(`${name(element)} "${label}" is covered by ${hit === null ? 'nothing that is in sight' : hit.localName}`);
    }
    if (!element.matches('input:not([type="checkbox"], [type="radio"], [type="file"], [type="color"]), select, textarea')) continue;
    (element as HTMLElement).focus();
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement != null) active = active.shadowRoot.activeElement;
    if (active !== element && !element.matches(':disabled')) faults.add(`${name(element)} "${label}" takes no focus`);
    const inner = element as HTMLInputElement;
    if (rect !== undefined && rect.height < Number.parseFloat(getComputedStyle(element).fontSize)) faults.add(`${name(element)} "${label}" is lower than its text`);
    for (const ground of behind(element)) {
      const color = rgba(getComputedStyle(inner).webkitTextFillColor);
      const ratio = contrast(over([...color.slice(0, 3), (color[3] ?? 1) * opacity(element)], ground), ground);
      if (ratio < 4.5) faults.add(`${name(element)} "${label}": what is typed has a contrast of ${ratio.toFixed(2)}`);
    }
  }
  if (host.scrollWidth > host.clientWidth + 1 && getComputedStyle(host).display !== 'inline') faults.add(`${selector} is ${host.scrollWidth - host.clientWidth} px too narrow for what is in it`);

  const style = getComputedStyle(host);
  const wanted: Readonly<Record<string, RegExp>> = {
    'text-transform': /^none$/, 'text-indent': /^0px$/, 'white-space-collapse': /^collapse$/, 'text-wrap-mode': /^wrap$/, 'text-align': /^(?:start|left|right)$/, 'user-select': /^(?:auto|text)$/, 'cursor': /^(?:auto|default|text)$/,
    'text-shadow': /^none$/, 'font-variant-caps': /^normal$/, 'font-style': /^normal$/, 'word-break': /^(?:normal|keep-all|break-word)$/, 'visibility': /^visible$/, 'display': /^(?:block|inline|inline-block|contents|flex|grid)$/,
  };
  for (const [property, pattern] of Object.entries(wanted)) {
    const value = style.getPropertyValue(property);
    if (value !== '' && !pattern.test(value)) faults.add(`${selector} has ${property}: ${value}`);
  }
  const size = Number.parseFloat(style.fontSize);
  const lengths: Readonly<Record<string, number>> = { 'letter-spacing': 0.12, 'word-spacing': 0.3 };
  for (const [property, most] of Object.entries(lengths)) if (Number.parseFloat(style.getPropertyValue(property)) > most * size) faults.add(`${selector} has ${property}: ${style.getPropertyValue(property)}`);
  if (Number.parseFloat(style.lineHeight) < 1.2 * size) faults.add(`${selector} has line-height: ${style.lineHeight} with ${style.fontSize}`);
  if (Number(style.fontWeight) > 700) faults.add(`${selector} has font-weight: ${style.fontWeight}`);
  return [...faults];
}

/** Runs in the page: the computed styles of all of the page's own elements, but for sizes, which are those of what is in them. */
export function stylesOfPage(elements: readonly string[]): string[] {
  const sizes = /^(?:(?:min-|max-)?(?:width|height|inline-size|block-size)|perspective-origin|transform-origin|(?:inset|top|left|right|bottom)(?:-.*)?)$/;
  return [...document.querySelectorAll('*')].filter((one) => !one.matches(elements.join()) && one.closest('head') === null && one.localName !== 'script').flatMap((element, index) => {
    const style = getComputedStyle(element);
    return [...style].filter((property) => !sizes.test(property)).map((property) => `${index} ${element.localName} ${property}: ${style.getPropertyValue(property)}`);
  });
}
