/** Where on a page its own look is to be found. */

/** Parts of a page with a look of their own: what is inside counts for elements inside only. */
const LANDMARKS = 'nav, header, footer, aside, dialog, [role=navigation], [role=banner], [role=contentinfo], [role=dialog], [class*=cookie i], [class*=consent i]';
const MAIN = 'main, [role=main], article, #content, .content';
/** At most so many elements of a kind are looked at. */
const ENOUGH = 40;

/** Elements of a page that show its look. */
export interface Samples {
  readonly links: readonly HTMLElement[];
  readonly buttons: readonly HTMLElement[];
  readonly fields: readonly HTMLElement[];
}

/** Looks for links in texts, buttons and text fields, those near an element first. */
export function samples(element: Element): Samples {
  const root = element.getRootNode();
  const near = element.closest(`${LANDMARKS}, ${MAIN}`);
  const scopes = [...new Set([near, document.querySelector(MAIN), document.body])].filter((one) => one !== null);
  if (root instanceof ShadowRoot) scopes.unshift(root.host);
  const find = (selector: string, isOne: (found: HTMLElement) => boolean): HTMLElement[] => {
    const all = new Set<HTMLElement>();
    for (const scope of root instanceof ShadowRoot ? [root, ...scopes] : scopes) {
      let looked = 0;
      for (const found of scope.querySelectorAll<HTMLElement>(selector)) {
        if (all.size >= ENOUGH || looked++ > ENOUGH * 4) break;
        // Portico's own elements are no part of the page; their roots are not looked into anyway.
        if (found.contains(element) || element.contains(found) || (found.closest(LANDMARKS) ?? element.closest(LANDMARKS)) !== element.closest(LANDMARKS)) continue;
        if (isOne(found) && found.checkVisibility({ visibilityProperty: true })) all.add(found);
      }
      if (all.size > 0) break;
    }
    return [...all];
  };
  return {
    links: find('a[href]', (found) => found.textContent.trim().length > 1 && !isButton(found) && found.closest('h1, h2, h3, h4, h5, h6, [role=button], [class*=logo i], [class$=brand]') === null),
    buttons: find('button, [role=button], input[type=submit], [class*=btn i], [class*=button i]', (found) => (found.textContent.trim() || found.getAttribute('value') || '').length > 1),
    fields: find('input:is([type=text], [type=email], [type=url], [type=tel], [type=password], [type=search], :not([type])), textarea, select', () => true),
  };
}

const isButton = (found: Element): boolean => /btn|button/i.test(found.className);

/** How likely a button is a page's main one, by its names. */
export function standing(button: Element): number {
  const names = `${button.className} ${button.id} ${button.getAttribute('variant') ?? ''}`.toLowerCase();
  return (/primary|\bmain\b|cta|submit|progressive|brand|filled|contained|solid|wp-element-button/.test(names) ? 2 : 0)
    + (button.getAttribute('type') === 'submit' ? 1 : 0)
    - (/secondary|tertiary|danger|destructive|delete|remove|success|warning|cancel|close|toggle|copy|search|tab\b|icon|clear|menu/.test(names) ? 3 : 0)
    - (button.matches(':hover, :active, :disabled, [aria-disabled=true], [aria-expanded]') ? 3 : 0);
}

/**
 * For a page that has nothing of a kind near by: what its rules make of a plain link, button and field in the element's place. Nobody sees them, and they
 * are gone before anything else of the page runs.
 */
export function standIns<Result>(element: Element, root: ShadowRoot, read: (link: Element, button: Element, field: Element) => Result): Result {
  // Only what is in a slot has a style.
  const slot = document.createElement('slot');
  const [link, button, field] = [document.createElement('a'), document.createElement('button'), document.createElement('input')];
  link.href = '#';
  slot.name = STAND_INS;
  slot.hidden = true;
  const made = [link, button, field];
  for (const one of made) one.slot = STAND_INS;
  try {
    root.append(slot);
    element.append(...made);
    return read(link, button, field);
  } finally {
    for (const one of [slot, ...made]) one.remove();
  }
}

const STAND_INS = 'portico-stand-ins';
