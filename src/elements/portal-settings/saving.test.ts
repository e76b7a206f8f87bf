import { expect } from '@open-wc/testing';
import { isPortalError } from '../../contract/index.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import { all, at, click, focused, newKey, opened, openTab, said, saved, type, until, type World } from './fixtures.test.ts';

const bar = ({ element }: World): Element | null => element.shadowRoot!.querySelector('.save-bar');
const asksBeforeLeaving = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('what is not saved', () => {
  it('is announced, asks before the page is left, and can be discarded after a question', async () => {
    const world = await opened();
    expect(bar(world)).to.equal(null);
    expect(asksBeforeLeaving()).to.equal(false);
    await type(world, 'f-name', 'Help');
    await until(() => allByRole(world.element, 'status').some((one) => textOf(one) === 'Unsaved changes'), 'it is not announced');
    expect(asksBeforeLeaving()).to.equal(true);
    byRole(world.element, 'button', 'Discard').click();
    await until(() => focused(world)?.id === 'keep', 'the question has no focus');
    byRole(world.element, 'button', 'Keep them').click();
    await until(() => focused(world)?.id === 'discard', 'the focus is lost');
    expect(at(world, 'f-name').value).to.equal('Help');
    byRole(world.element, 'button', 'Discard').click();
    await world.element.updateComplete;
    byRole(world.element, 'button', 'Discard').click();
    await until(() => bar(world) === null, 'it stays');
    expect(at(world, 'f-name').value).to.equal('Support');
    expect(asksBeforeLeaving()).to.equal(false);
  });

  it('is there again after a reload, for the same person and portal only', async () => {
    const key = newKey();
    const before = await opened({ key });
    await type(before, 'f-name', 'Help');
    before.element.remove();
    const after = await opened({ key });
    await until(() => bar(after) !== null, 'it is lost');
    expect(at(after, 'f-name').value).to.equal('Help');
    expect(textOf(bar(after)!)).to.include('Unsaved changes from');
    const other = await opened({ key: newKey() });
    expect(at(other, 'f-name').value).to.equal('Support');
    await saved(after);
    after.element.remove();
    const later = await opened({ key });
    expect(bar(later), 'what has been saved comes back').to.equal(null);
  });

  it('meets what another owner has saved since, as soon as it is there again', async () => {
    const key = newKey();
    const before = await opened({ key });
    await type(before, 'f-name', 'Mine');
    before.element.remove();
    const after = await opened({ key, settings: { path: '/help' } });
    expect(all(after, '.conflict'), 'the same version').to.deep.equal([]);
    after.element.remove();
    const { element } = after;
    after.saveElsewhere((settings) => ({ ...settings, path: '/new' }));
    // The same portal, opened once more.
    after.portal.settings = null;
    document.body.append(element);
    element.portal = undefined;
    await element.updateComplete;
    element.portal = after.portal;
    await until(() => all(after, '.conflict').length === 1, 'nobody is told');
    element.remove();
  });
});

describe('saving', () => {
  it('makes a version with a comment, and keeps what is typed meanwhile', async () => {
    const world = await opened({ delay: 150 });
    await type(world, 'f-name', 'Help');
    await type(world, all(world, '.comment')[0]!, 'A better name');
    await click(world, at(world, 'save'));
    await type(world, 'f-path', '/later');
    await until(() => world.versions.length === 2, 'it is not saved');
    expect(world.versions[0]).to.deep.include({ number: 2, comment: 'A better name' });
    expect(world.versions[0]!.document).to.deep.include({ name: { en: 'Help' }, path: '/' });
    await until(() => at(world, 'save').textContent.trim() === 'Save', 'it goes on saving');
    expect(at(world, 'f-path').value).to.equal('/later');
    expect((await saved(world)).path).to.equal('/later');
    expect(said(world)).to.include('Saved as version 3.');
  });

  it('says why it failed and loses nothing', async () => {
    const world = await opened();
    await type(world, 'f-name', 'Help');
    for (const code of ['network', 'unavailable', 'forbidden'] as const) {
      world.faults.set('saveSettings', code);
      await click(world, at(world, 'save'));
      await until(() => said(world).includes('Not saved.'), `${code} is not told`);
      expect(at(world, 'f-name').value).to.equal('Help');
    }
    world.faults.clear();
    expect((await saved(world)).name).to.deep.equal({ en: 'Help' });
  });

  it('takes a lost answer for what it was: what is there is this very document', async () => {
    const world = await opened();
    await type(world, 'f-name', 'Help');
    world.saveElsewhere((settings) => ({ ...settings, name: { en: 'Help' } }));
    await click(world, at(world, 'save'));
    await until(() => bar(world) === null, 'it says that somebody else has saved');
    expect(world.versions.length).to.equal(2);
  });

  it('overwrites nothing silently: shows who saved what, and lets choose place by place', async () => {
    const world = await opened();
    await type(world, 'f-name', 'Mine');
    await type(world, 'f-offMessage', 'Back at nine');
    world.saveElsewhere((settings) => ({ ...settings, name: { en: 'Theirs' }, path: '/help' }), 'Moved');
    await click(world, at(world, 'save'));
    await until(() => focused(world)?.id === 'conflict-title' || all(world, '.conflict').length === 1, 'nobody is told');
    const panel = all(world, '.conflict')[0]!;
    expect(textOf(panel).replace(/[\u2068\u2069]/g, '')).to.include('otto@desk.example saved version 2').and.to.include('Moved');
    expect(world.versions.length, 'something has been saved').to.equal(2);
    const chosen = (): string[] => all<HTMLInputElement>(world, '.conflict input:checked').map(({ id }) => id);
    expect(chosen()).to.deep.equal(['conflict-offMessage.en-mine', 'conflict-path-theirs']);
    await expect(world.element).to.be.accessible();
    byRole(world.element, 'button', 'Go on with this choice').click();
    await until(() => focused(world)?.id === 'conflict-name.en-theirs', 'nobody is asked about what both have changed');
    await click(world, at(world, 'conflict-name.en-mine'));
    byRole(world.element, 'button', 'Go on with this choice').click();
    await until(() => all(world, '.conflict').length === 0, 'it is not settled');
    expect(at(world, 'f-path').value).to.equal('/help');
    const document = await saved(world);
    expect(document).to.deep.include({ name: { en: 'Mine' }, offMessage: { en: 'Back at nine' }, path: '/help' });
    expect(world.versions.map(({ number }) => number)).to.deep.equal([3, 2, 1]);
  });

  it('does not take a person’s own other window for somebody else', async () => {
    const world = await opened();
    await type(world, 'f-name', 'Mine');
    world.saveElsewhere((settings) => ({ ...settings, name: { en: 'Mine, too' } }));
    Object.assign(world.versions[0]!, { by: 'olga@desk.example' });
    await click(world, at(world, 'save'));
    await until(() => all(world, '.conflict').length === 1, 'nobody is told');
    expect(textOf(all(world, '#conflict-title')[0]!)).to.equal('You have saved meanwhile, in another window');
  });

  it('takes all of theirs, or keeps all of mine', async () => {
    for (const [button, name, path] of [['Take all of theirs', 'Theirs', '/help'], ['Keep all of mine', 'Mine', '/']] as const) {
      const world = await opened();
      await type(world, 'f-name', 'Mine');
      world.saveElsewhere((settings) => ({ ...settings, name: { en: 'Theirs' }, path: '/help' }));
      await click(world, at(world, 'save'));
      await until(() => all(world, '.conflict').length === 1, 'nobody is told');
      byRole(world.element, 'button', button).click();
      await world.element.updateComplete;
      byRole(world.element, 'button', 'Go on with this choice').click();
      await until(() => all(world, '.conflict').length === 0, 'it is not settled');
      expect([at(world, 'f-name').value, at(world, 'f-path').value]).to.deep.equal([name, path]);
      expect(bar(world) === null).to.equal(name === 'Theirs');
    }
  });
});

describe('versions', () => {
  it('are listed, compared with the current one, and restored as an unsaved change', async () => {
    const world = await opened();
    await type(world, 'f-name', 'Second');
    await saved(world);
    await openTab(world, 'versions');
    await until(() => all(world, '.versions > li').length === 2, 'they are not listed');
    expect(textOf(all(world, '.versions')[0]!)).to.include('Version 2 Current').and.to.include('First version');
    byRole(world.element, 'button', 'Compare version 1 with the current one').click();
    await until(() => all(world, '.differences').length === 1, 'they are not compared');
    expect(allByRole(world.element, 'cell').map(textOf)).to.deep.equal(['Support', 'Second']);
    await expect(world.element).to.be.accessible();
    byRole(world.element, 'button', 'Restore version 1').click();
    await until(() => bar(world) !== null, 'it is not restored');
    await until(() => said(world).includes('Version 1 is loaded as an unsaved change.'), 'nobody is told');
    expect((await saved(world)).name).to.deep.equal({ en: 'Support' });
    await until(() => all(world, '.versions > li').length === 3, 'the new version is not listed');
  });

  it('ask before they replace what is not saved', async () => {
    const world = await opened();
    await type(world, 'f-name', 'Second');
    await saved(world);
    await type(world, 'f-name', 'Third');
    await openTab(world, 'versions');
    await until(() => all(world, '.versions > li').length === 2, 'they are not listed');
    byRole(world.element, 'button', 'Restore version 1').click();
    await until(() => focused(world)?.id === 'replace-unsaved', 'nobody is asked');
    byRole(world.element, 'button', 'Cancel').click();
    await openTab(world, 'general');
    expect(at(world, 'f-name').value).to.equal('Third');
  });

  it('say what went wrong', async () => {
    const world = await opened();
    world.faults.set('listSettingsVersions', 'unavailable');
    await openTab(world, 'versions');
    await until(() => allByRole(world.element, 'alert').length > 0 && said(world).includes('cannot be reached'), 'nothing is said');
    world.faults.clear();
    byRole(world.element, 'button', 'Try again').click();
    await until(() => all(world, '.versions > li').length === 1, 'it is not tried again');
  });
});

describe('the document as JSON', () => {
  it('counts as soon as it can be read; what cannot be read stays as it is typed, and says why', async () => {
    const world = await opened();
    await openTab(world, 'json');
    const text = (): string => at(world, 'document').value;
    const original = text();
    await type(world, 'document', original.replace('"Support"', '"Help"'));
    expect(bar(world)).not.to.equal(null);
    const wrong = original.replace('"enabled": true', '"enabled": "perhaps"');
    await type(world, 'document', wrong);
    expect(text()).to.equal(wrong);
    expect(said(world)).to.include('This cannot be used yet').and.to.include('enabled This value is not valid.');
    await type(world, 'document', original.slice(1));
    expect(said(world)).to.include('This is no valid JSON');
    await openTab(world, 'general');
    expect(at(world, 'f-name').value).to.equal('Help');
    await openTab(world, 'json');
    expect(text()).to.equal(original.slice(1));
    await expect(world.element).to.be.accessible();
    await type(world, 'document', original.replace('"Support"', '"Desk"'));
    expect((await saved(world)).name).to.deep.equal({ en: 'Desk' });
  });

  it('brings words of the owner’s own, which are there in their tab, too', async () => {
    const world = await opened();
    await openTab(world, 'json');
    await type(world, 'document', JSON.stringify({ version: 1, texts: { en: { 'state.retry': 'Once more' } } }));
    await openTab(world, 'general');
    expect(at(world, 'text-state.retry').value).to.equal('Once more');
  });
});

it('errors of the fake are those of the contract', async () => {
  const world = await opened();
  world.faults.set('findCustomers', 'timeout');
  const error: unknown = await world.portal.owner!.findCustomers({}, {}).catch((cause: unknown) => cause);
  expect(isPortalError(error, 'timeout')).to.equal(true);
});
