/** For the tests of the owner's settings; no test itself. */
import { fixture, html } from '@open-wc/testing';
import { sampleOwner, type SampleOwner, type SampleOwnerOptions } from '../../../stories/sample-owner.ts';
import { textOf } from '../parts/by-role.test.ts';
import './define.ts';
import type { PortalSettings } from './portal-settings.ts';
import type { Tab } from './tabs.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

export interface World extends SampleOwner { readonly element: PortalSettings }

let keys = 0;
/** Drafts of one test are not another's. */
export const newKey = (): string => `settings-test-${String(keys += 1)}-${String(Math.random())}`;

export const until = (condition: () => unknown, message: string): Promise<void> => waitUntil(() => Boolean(condition()), message, { interval: 10 });

/** The settings of a portal whose owner is signed in, as soon as they are there. */
export async function opened(options: SampleOwnerOptions = {}, width = 1200): Promise<World> {
  const world = await started(options, width);
  await until(() => world.element.shadowRoot?.querySelector('.tabs'), 'the settings do not open');
  return world;
}

/** The settings of a portal that have begun to load. */
export async function started(options: SampleOwnerOptions = {}, width = 1200, prepare: (owner: SampleOwner) => void = () => undefined): Promise<World> {
  const owner = sampleOwner({ key: newKey(), ...options });
  prepare(owner);
  const frame = await fixture(html`<div style="inline-size: ${String(width)}px"><portal-settings .portal=${owner.portal}></portal-settings></div>`);
  return { ...owner, element: frame.querySelector('portal-settings')! };
}

/** What has an id in the settings. @throws Error where nothing has */
export function at({ element }: World, id: string): HTMLInputElement {
  const found = element.shadowRoot?.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`);
  if (found == null) throw new Error(`There is no #${id}.`);
  return found;
}

export const all = <Found extends HTMLElement = HTMLElement>({ element }: World, selector: string): Found[] => [...element.shadowRoot?.querySelectorAll<Found>(selector) ?? []];
export const said = ({ element }: World): string => textOf(element).replace(/[\u2068\u2069]/g, '');
export const focused = ({ element }: World): Element | null => element.shadowRoot?.activeElement ?? null;

/** Types into a control, as a person does. */
export async function type(world: World, id: string | HTMLElement, value: string): Promise<void> {
  const control = (typeof id === 'string' ? at(world, id) : id) as HTMLInputElement;
  control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true }));
  await world.element.updateComplete;
}

/** Chooses in a list by what the choice is called. */
export async function choose(world: World, id: string | HTMLElement, label: string): Promise<void> {
  const select = (typeof id === 'string' ? at(world, id) : id) as HTMLSelectElement;
  const option = [...select.options].find((one) => one.label === label);
  if (option === undefined) throw new Error(`There is no choice "${label}", only ${[...select.options].map((one) => one.label).join(', ')}.`);
  select.value = option.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await world.element.updateComplete;
}

export async function click(world: World, target: HTMLElement): Promise<void> {
  target.click();
  await world.element.updateComplete;
}

export const openTab = (world: World, tab: Tab): Promise<void> => click(world, at(world, `tab-${tab}`));

/** The document as it would be saved. */
export async function saved(world: World): Promise<World['versions'][number]['document']> {
  const before = world.versions[0]?.number;
  await click(world, at(world, 'save'));
  await until(() => world.versions[0]?.number !== before, 'it is not saved');
  await until(() => world.element.shadowRoot?.querySelector('.save-bar') === null, 'something is still unsaved');
  return world.versions[0]!.document;
}
