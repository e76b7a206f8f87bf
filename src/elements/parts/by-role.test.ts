/**
 * For the tests of elements: finds things the way screen readers do, by role and name, through shadow roots. No test
 * itself; it is named like one so that the package does not ship it.
 */
import 'axe-core/axe.min.js';

interface VirtualNode { readonly actualNode: Node; readonly children?: readonly VirtualNode[] }
interface Axe {
  setup(element: Element): VirtualNode;
  teardown(): void;
  readonly commons: {
    readonly aria: { getRole(node: VirtualNode): string | null };
    readonly text: { accessibleTextVirtual(node: VirtualNode): string };
    readonly dom: { isVisibleToScreenReaders(node: VirtualNode): boolean };
  };
}
const { axe } = window as unknown as { readonly axe: Axe };

/** What elements of some roles are here; our controls are native ones. */
interface Controls { button: HTMLButtonElement; checkbox: HTMLInputElement; combobox: HTMLSelectElement; link: HTMLAnchorElement; searchbox: HTMLInputElement; textbox: HTMLInputElement }
type ElementOf<Role extends string> = Role extends keyof Controls ? Controls[Role] : HTMLElement;

type Name = string | RegExp;
const fits = (text: string, name: Name | undefined): boolean =>
  name === undefined || (typeof name === 'string' ? text === name : name.test(text));

/** All elements of a role, in order, that a screen reader meets in an element. */
export function allByRole(scope: Element, role: string, name?: Name): HTMLElement[] {
  const found: HTMLElement[] = [];
  const look = (node: VirtualNode): void => {
    if (node.actualNode instanceof HTMLElement && axe.commons.aria.getRole(node) === role
      && axe.commons.dom.isVisibleToScreenReaders(node) && fits(axe.commons.text.accessibleTextVirtual(node).replace(/\s+/g, ' ').trim(), name)) found.push(node.actualNode);
    node.children?.forEach(look);
  };
  try {
    look(axe.setup(scope));
  } finally {
    axe.teardown();
  }
  return found;
}

/** The one element of a role and name. @throws Error when there is none, or several. */
export function byRole<Role extends string>(scope: Element, role: Role, name?: Name): ElementOf<Role> {
  const [first, ...others] = allByRole(scope, role, name);
  if (first === undefined || others.length > 0) {
    throw new Error(`There are ${String(others.length + (first ? 1 : 0))} of role ${role}${name === undefined ? '' : ` named ${String(name)}`}, not one.`);
  }
  return first as ElementOf<Role>;
}

/** All that can be read in an element and below, with white space folded. Hidden things count: use roles for those. */
export const textOf = (element: Element): string => (element.shadowRoot ?? element).textContent.replace(/\s+/g, ' ').trim();
