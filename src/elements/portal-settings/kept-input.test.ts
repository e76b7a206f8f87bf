import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { defaultSettings, type Filter } from '../../contract/index.ts';
import { draftKey } from '../../portal/settings/kept-draft.ts';
import { byRole } from '../parts/by-role.test.ts';
import { all, at, click, focused, newKey, opened, openTab, said, saved, type, until, type World } from './fixtures.test.ts';

const bar = (world: World): Element | undefined => all(world, '.save-bar')[0];
const reopened = async (before: World, key: string): Promise<World> => {
  before.element.remove();
  return opened({ key });
};

describe('what was written for one choice', () => {
  it('is there again when somebody comes back to it, though the arrow keys choose whatever they pass by', async () => {
    const world = await opened();
    await click(world, at(world, 'f-access.consent-own'));
    await type(world, 'f-access.consent.texts.en.text', 'Our terms');
    at(world, 'f-access.consent-own').focus();
    for (const press of ['ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown']) await sendKeys({ press });
    await world.element.updateComplete;
    expect(at(world, 'f-access.consent.texts.en.text').value).to.equal('Our terms');
    await click(world, at(world, 'f-access.admit-some'));
    await type(world, 'f-access.admit.domains', 'acme.example');
    await click(world, at(world, 'f-access.admit-everyone'));
    await click(world, at(world, 'f-access.admit-some'));
    expect(at(world, 'f-access.admit.domains').value).to.equal('acme.example');
    await type(world, 'f-brand.logo', '/logo.svg');
    await type(world, 'f-brand.logo.alt', 'Acme');
    await type(world, 'f-brand.logo', '');
    await type(world, 'f-brand.logo', '/other.svg');
    expect(at(world, 'f-brand.logo.alt').value).to.equal('Acme');
    await openTab(world, 'templates');
    await click(world, at(world, 'f-tickets.permission-rule'));
    await click(world, at(world, 'f-tickets.permission.organizationFor'));
    await type(world, 'f-tickets.permission.organizationFor-0-0-value', 'boss@acme.example');
    await click(world, at(world, 'f-tickets.permission-organization'));
    await click(world, at(world, 'f-tickets.permission-rule'));
    expect(at(world, 'f-tickets.permission.organizationFor-0-0-value').value).to.equal('boss@acme.example');
  });

  it('is forgotten with everything else that is discarded', async () => {
    const world = await opened();
    await click(world, at(world, 'f-access.consent-own'));
    await type(world, 'f-access.consent.texts.en.text', 'Our terms');
    await click(world, at(world, 'f-access.consent'));
    await type(world, 'f-path', '/x');
    byRole(world.element, 'button', 'Discard').click();
    await world.element.updateComplete;
    byRole(world.element, 'button', 'Discard').click();
    await until(() => bar(world) === undefined, 'it is not discarded');
    await click(world, at(world, 'f-access.consent-own'));
    expect(at(world, 'f-access.consent.texts.en.text').value).to.equal('');
  });
});

describe('JSON that cannot be used yet', () => {
  it('is kept over a reload, asks before the page is left, and is neither saved nor passed over', async () => {
    const key = newKey();
    const before = await opened({ key });
    await openTab(before, 'json');
    await type(before, 'document', '{ "version": 1, "na');
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true })), 'the page can be left').to.equal(false);
    const world = await reopened(before, key);
    expect(bar(world), 'it is not said to be unsaved').not.to.equal(undefined);
    await type(world, 'f-path', '/new');
    await click(world, at(world, 'save'));
    await until(() => focused(world)?.id === 'document', 'nobody is brought to it');
    expect(at(world, 'document').value).to.equal('{ "version": 1, "na');
    expect(world.versions.length).to.equal(1);
    expect(said(world)).to.include('The settings have been changed since this text was begun.');
    await expect(world.element).to.be.accessible();
    byRole(world.element, 'button', 'Drop this text').click();
    await until(() => focused(world)?.id === 'document', 'the focus is lost');
    expect(JSON.parse(at(world, 'document').value)).to.deep.include({ path: '/new' });
    expect((await saved(world)).path).to.equal('/new');
  });

  it('can be dropped where a filter is edited as JSON', async () => {
    const deep: Filter = { all: [{ any: [{ all: [{ property: 'subject', operator: 'contains', value: 'a' }] }] }] };
    const world = await opened({ settings: { tickets: { ...defaultSettings().tickets, filter: deep } } });
    await openTab(world, 'templates');
    await type(world, 'f-tickets.filter', '{');
    expect(bar(world)).not.to.equal(undefined);
    byRole(world.element, 'button', 'Drop this text').click();
    await until(() => bar(world) === undefined, 'something is still unsaved');
    expect(JSON.parse(at(world, 'f-tickets.filter').value)).to.deep.equal(deep);
  });
});

describe('the draft on the device', () => {
  const keyOf = ({ portal }: World): string => draftKey(portal)!;

  it('goes on while the session has ended', async () => {
    const key = newKey();
    const before = await opened({ key });
    await type(before, 'f-name', 'Before');
    await before.portal.endSession();
    await type(before, 'f-name', 'After');
    const world = await reopened(before, key);
    expect(at(world, 'f-name').value).to.equal('After');
  });

  it('is each tab’s own, and outlives another tab’s save', async () => {
    const key = newKey();
    const before = await opened({ key });
    await type(before, 'f-name', 'This tab');
    // What another tab does with the storage that both share.
    const shared = localStorage.getItem(keyOf(before))!;
    localStorage.setItem(keyOf(before), shared.replace('This tab', 'Another tab'));
    const world = await reopened(before, key);
    expect(at(world, 'f-name').value).to.equal('This tab');
    await saved(world);
    expect(localStorage.getItem(keyOf(world)), 'the other tab’s is gone').to.include('Another tab');
    localStorage.removeItem(keyOf(world));
  });

  it('is taken over by a new tab, and done with when that has saved', async () => {
    const key = newKey();
    const before = await opened({ key });
    await type(before, 'f-name', 'Left');
    sessionStorage.removeItem(keyOf(before));
    const world = await reopened(before, key);
    expect(at(world, 'f-name').value).to.equal('Left');
    await saved(world);
    expect(localStorage.getItem(keyOf(world))).to.equal(null);
  });

  it('of another shape is filled in where it can be, and left alone where not: the settings open', async () => {
    for (const [document, name] of [[{ version: 1, name: { en: 'Old' } }, 'Old'], [{ version: 1, name: { en: 'Broken' }, tickets: 'none' }, 'Support']] as const) {
      const before = await opened({ key: newKey() });
      localStorage.setItem(keyOf(before), JSON.stringify({ document, base: { number: 1, document: { version: 1 } }, languages: [], changed: 1 }));
      const world = await reopened(before, before.portal.key);
      expect(at(world, 'f-name').value).to.equal(name);
    }
  });
});
