import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import { all, at, choose, click, focused, openTab, said, saved, started, opened, type, until } from './fixtures.test.ts';
import { TABS } from './tabs.ts';

const QUESTION = { property: 'field:gone', operator: 'is', value: 'x' } as const;

describe('the settings of a portal', () => {
  it('ask for a sign-in in place, and open as soon as somebody has signed in', async () => {
    const world = await started({ signedOut: true });
    await until(() => world.element.shadowRoot?.querySelector('portal-login'), 'nobody is asked to sign in');
    expect(world.asked).to.deep.equal([]);
    await world.portal.signIn({ email: 'olga@desk.example', password: 'portal-demo' });
    await until(() => all(world, '.tabs').length === 1, 'they do not open');
  });

  it('refuse everybody who is neither owner nor editor', async () => {
    const world = await started({}, 1200, ({ faults }) => { faults.set('getSettings', 'forbidden'); });
    await until(() => said(world).includes('You may not open these settings'), 'nobody is refused');
    expect(said(world)).to.include('olga@desk.example');
    expect(all(world, '.tabs')).to.deep.equal([]);
    await expect(world.element).to.be.accessible();
    byRole(world.element, 'button', 'Sign out').click();
    await until(() => world.element.shadowRoot?.querySelector('portal-login'), 'nobody can sign in as somebody else');
  });

  it('say that they load, that it takes long, what went wrong, and try again', async () => {
    const world = await started({}, 1200, ({ faults }) => { faults.set('getSettings', 'unavailable'); });
    await until(() => allByRole(world.element, 'alert').length === 1, 'nothing is said');
    expect(said(world)).to.include('cannot be reached');
    world.faults.set('getSettings', 'hang');
    byRole(world.element, 'button', 'Try again').click();
    await until(() => said(world).includes('Loading'), 'it does not say that it loads');
    await until(() => said(world).includes('longer than usual'), 'it does not say that it takes long');
    world.faults.clear();
    await started();
  });

  it('keep what is there when the session ends, and go on when the same owner signs in again', async () => {
    const world = await opened();
    await type(world, 'f-name', 'Acme');
    await world.portal.endSession();
    await until(() => world.element.shadowRoot?.querySelector('portal-login'), 'nobody is asked to sign in');
    expect(at(world, 'f-name').value).to.equal('Acme');
    await world.portal.signIn({ email: 'olga@desk.example', password: 'portal-demo' });
    await until(() => world.element.shadowRoot?.querySelector('portal-login') === null, 'the sign-in stays');
    expect(at(world, 'f-name').value).to.equal('Acme');
    expect((await saved(world)).name).to.deep.equal({ en: 'Acme' });
  });

  it('are shown in tabs that the arrow keys go through, in either direction of writing', async () => {
    const world = await opened();
    at(world, 'tab-general').focus();
    for (const [key, tab] of [['ArrowRight', 'templates'], ['End', 'json'], ['ArrowRight', 'general'], ['ArrowLeft', 'json'], ['Home', 'general']] as const) {
      await sendKeys({ press: key });
      await until(() => focused(world)?.id === `tab-${tab}`, `${key} does not lead to ${tab}`);
      expect(at(world, `tab-${tab}`).getAttribute('aria-selected')).to.equal('true');
      expect(byRole(world.element, 'tabpanel').getAttribute('aria-labelledby')).to.equal(`tab-${tab}`);
    }
    world.element.dir = 'rtl';
    await sendKeys({ press: 'ArrowLeft' });
    await until(() => focused(world)?.id === 'tab-templates', 'the left is not the end of the line');
  });

  it('lead to the portal, by a link that can be copied', async () => {
    const world = await opened();
    expect(byRole(world.element, 'link', /^View customer portal/).href).to.equal('https://www.example/support');
    const { clipboard } = navigator;
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => { copied.push(text); } } });
    try {
      byRole(world.element, 'button', 'Copy link').click();
      await until(() => said(world).includes('Copied.'), 'nobody is told');
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    }
    expect(copied).to.deep.equal(['https://www.example/support']);
  });

  it('change everything general', async () => {
    const world = await opened();
    await type(world, 'f-languages', 'Korean');
    byRole(world.element, 'button', 'Add language').click();
    await world.element.updateComplete;
    await type(world, 'f-name', 'Help');
    await type(world, 'f-name-ko', '도움말');
    await type(world, 'f-path', '/support');
    await choose(world, 'f-language', 'Korean');
    await type(world, 'f-offMessage-ko', '곧 돌아옵니다.');
    await choose(world, 'f-access.password', 'No');
    await choose(world, 'f-access.signInMail', 'By a code');
    await choose(world, 'f-access.registration', 'Yes');
    await type(world, 'f-access.invitationDays', '7');
    await click(world, at(world, 'f-access.admit-some'));
    await type(world, 'f-access.admit.domains', 'acme.example\n\n globex.example ');
    await click(world, at(world, 'f-access.consent-own'));
    await type(world, 'f-access.consent.texts.en.text', 'Be kind.');
    await type(world, 'f-access.consent.texts.en.label', 'I will');
    await type(world, 'f-access.consent.version', '2');
    await type(world, 'f-brand.logo', 'https://www.example/logo.svg');
    await type(world, 'f-brand.logo.alt', 'Acme');
    await type(world, 'f-brand.favicon', '/favicon.ico');
    await type(world, 'f-brand.theme.accent', '#d6336c');
    await type(world, 'f-brand.theme.radius', '8');
    await type(world, 'f-brand.theme.font', 'Inter, sans-serif');
    await type(world, 'f-link.text', 'Get help');
    await type(world, 'f-editors', 'eve@desk.example');
    byRole(world.element, 'button', 'Add entry').click();
    await until(() => focused(world)?.id === 'f-navigation.0.label', 'the focus does not go to the new entry');
    await type(world, 'f-navigation.0.label', 'Home');
    await type(world, 'f-navigation.0.href', 'https://www.example/');
    await type(world, 'texts-search', 'Title');
    await type(world, 'text-list.subject', 'Topic');
    const document = await saved(world);
    expect(document).to.deep.include({
      name: { en: 'Help', ko: '도움말' }, path: '/support', language: 'ko', offMessage: { ko: '곧 돌아옵니다.' }, editors: ['eve@desk.example'],
      navigation: [{ label: { en: 'Home' }, href: 'https://www.example/' }], texts: { en: { 'list.subject': 'Topic' } }, link: { enabled: true, text: { en: 'Get help' } },
      brand: { logo: { src: 'https://www.example/logo.svg', alt: { en: 'Acme' } }, favicon: '/favicon.ico', theme: { accent: '#d6336c', radius: 8, font: 'Inter, sans-serif' } },
    });
    expect(document.access).to.deep.equal({
      password: false, signInMail: 'code', registration: true, invitationDays: 7, admit: { addresses: [], domains: ['acme.example', 'globex.example'], groups: [] },
      consent: { version: '2', texts: { en: { text: 'Be kind.', label: 'I will' } }, sites: {} },
    });
    expect(world.portal.settings?.name, 'what else is on the page').to.deep.equal({ en: 'Help', ko: '도움말' });
  });

  it('put columns and fields in order by buttons that keep the focus and say what they did', async () => {
    const world = await opened();
    await openTab(world, 'templates');
    await choose(world, 'f-tickets.columns', 'Product');
    const up = (): HTMLButtonElement => byRole(world.element, 'button', 'Move Product up');
    up().focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await until(() => focused(world) === up(), 'the focus is lost');
    expect(said(world)).to.include('Product is now number 4 of 6.');
    expect(allByRole(world.element, 'button', 'Remove Title')).to.deep.equal([]);
    byRole(world.element, 'button', 'Remove ID').click();
    await until(() => focused(world)?.getAttribute('aria-label') === 'Move Title down', 'the focus is lost');
    await choose(world, 'f-tickets.fields', 'Severity');
    const { tickets } = await saved(world);
    expect(tickets.columns).to.deep.equal(['subject', 'created', 'field:product', 'lastActivity', 'status']);
    expect(tickets.fields).to.deep.equal(['severity']);
  });

  it('change the templates besides', async () => {
    const world = await opened();
    await openTab(world, 'templates');
    for (const id of ['f-tickets.threads-all', 'f-tickets.status.show-label', 'f-tickets.cc', 'f-actions.close', 'f-actions.rate', 'f-actions.imageLocation', 'f-form.prefill.enabled']) await click(world, at(world, id));
    await choose(world, 'f-tickets.inbox', 'Billing');
    await type(world, 'f-tickets.status.labels.waiting', 'Your turn');
    await type(world, 'f-actions.reopen.days', '14');
    await type(world, 'f-actions.undoSeconds', '0');
    await choose(world, 'f-actions.cc', 'Members of their organization');
    await type(world, 'f-form.label', 'Ask us');
    await type(world, 'f-form.prefill.maxLength', '500');
    await click(world, at(world, 'f-tickets.filters-1'));
    const { tickets, actions, form } = await saved(world);
    expect(tickets).to.deep.include({ threads: 'all', cc: false, inbox: 'billing', status: { show: 'label', labels: { waiting: { en: 'Your turn' } } }, filters: ['status', 'waitingOn', 'created', 'lastActivity'] });
    expect(actions).to.deep.equal({ reply: true, close: false, reopen: { enabled: true, days: 14 }, cc: 'colleagues', rate: true, undoSeconds: 0, imageLocation: true });
    expect(form).to.deep.include({ label: { en: 'Ask us' }, prefill: { enabled: true, maxLength: 500 } });
  });

  it('choose forms in an order and under conditions; those that cannot be connected say why', async () => {
    const world = await opened({ describe: (description) => ({ ...description, forms: [...description.forms, { ...description.forms[0]!, id: 'lost', name: 'Lost', queue: null }] }) });
    await openTab(world, 'templates');
    expect(said(world)).to.include('Ask a question: It asks for no property of tickets.').and.to.include('Lost: It has no inbox where its tickets would arrive.');
    await click(world, at(world, 'f-form.forms-some'));
    byRole(world.element, 'button', 'Move Ask about an invoice up').click();
    await world.element.updateComplete;
    const add = all<HTMLSelectElement>(world, 'select.add').find(({ id }) => id === 'f-form.forms-add')!;
    expect([...add.options].filter(({ disabled }) => disabled).map(({ label }) => label)).to.deep.equal(['Ask a question', 'Lost']);
    await choose(world, 'f-form.forms.1.conditions-add', 'Order number');
    await choose(world, 'f-form.forms.1.conditions.order', 'Product');
    await click(world, at(world, 'f-form.forms.1.conditions.order-is-1'));
    expect((await saved(world)).form.forms).to.deep.equal([
      { id: 'invoice', conditions: {} }, { id: 'problem', conditions: { order: { field: 'product', is: ['desktop'] } } },
    ]);
  });

  it('say at the control and in a list what is wrong, and lead there', async () => {
    const world = await opened({ settings: {
      ...(await opened()).versions[0]!.document,
      form: { enabled: true, label: {}, forms: [{ id: 'deleted', conditions: {} }], prefill: { enabled: false, maxLength: 2000 } },
    } });
    await until(() => said(world).includes('The form deleted is not there'), 'nothing is said');
    byRole(world.element, 'button', 'Forms').click();
    await until(() => focused(world)?.closest('#section-forms'), 'nobody is led to it');
    expect(at(world, 'tab-templates').getAttribute('aria-selected')).to.equal('true');
    expect(textOf(all(world, '.ordered .problems')[0]!)).to.include('The form \u2068deleted\u2069 is not there');
    await expect(world.element).to.be.accessible();
    byRole(world.element, 'button', 'Remove deleted').click();
    await until(() => !said(world).includes('needs your attention'), 'it is still wrong');
  });

  it('say at once what is not valid, keep it as it was typed, and are not saved with it', async () => {
    const world = await opened();
    await type(world, 'f-brand.theme.accent', 'reddish');
    expect(at(world, 'f-brand.theme.accent').getAttribute('aria-invalid')).to.equal('true');
    expect(textOf(at(world, 'f-brand.theme.accent--error'))).to.equal('Enter a colour such as #2563eb or rgb(37, 99, 235).');
    await click(world, at(world, 'save'));
    await until(() => focused(world)?.id === 'problems', 'nobody is told');
    expect(world.versions.length).to.equal(1);
    expect(at(world, 'f-brand.theme.accent').value).to.equal('reddish');
    await type(world, 'f-brand.theme.accent', '#ff0000');
    expect((await saved(world)).brand.theme).to.deep.equal({ accent: '#ff0000' });
  });

  it('say of every value that is typed what has to stand there', async () => {
    const world = await opened({ settings: { navigation: [{ label: { en: 'Help' }, href: '/help' }] } });
    const errors: string[] = [];
    for (const [id, value] of [
      ['name', 'x'.repeat(2001)], ['path', 'support'], ['access.invitationDays', '0'], ['brand.favicon', 'icon.png'], ['brand.theme.radius', '33'], ['brand.theme.font', 'a;b'],
      ['navigation.0.href', 'javascript:alert(1)'], ['editors', 'eve'],
    ] as const) {
      await type(world, `f-${id}`, value);
      errors.push(textOf(at(world, `f-${id}--error`)).replace(/[\u2068\u2069]/g, ''));
      expect(at(world, `f-${id}`).value, 'what was typed is gone').to.equal(value);
    }
    expect(errors).to.deep.equal([
      'Enter at most 2000 characters.', 'Begin with a slash, such as /support. Letters, digits and . _ ~ - may follow.', 'Enter a number of days, 1 or more.',
      'Enter an address with https:// or mailto:, or a path of your site, such as /help.', 'Enter a whole number from 0 to 32.',
      'Enter names of fonts with commas between them, such as Georgia, serif.', 'Enter an address with https:// or mailto:, or a path of your site, such as /help.', 'eve is no email address.',
    ]);
  });

  it('leave room for what is edited where a page is low', async () => {
    const world = await opened();
    await type(world, 'f-name', 'Help');
    await setViewport({ width: 320, height: 256 });
    expect(getComputedStyle(all(world, '.save-bar')[0]!).position).to.equal('static');
    await setViewport({ width: 1280, height: 800 });
    expect(getComputedStyle(all(world, '.save-bar')[0]!).position).to.equal('sticky');
  });

  it('cannot switch the portal on while something is missing, and say what', async () => {
    const world = await opened();
    await click(world, at(world, 'f-enabled'));
    await type(world, 'f-name', '');
    await until(() => at(world, 'f-enabled').getAttribute('aria-disabled') === 'true', 'it can be switched on');
    expect(textOf(at(world, 'missing'))).to.include('1 thing is missing before the portal can be switched on').and.to.include('Give the portal a name.');
    await click(world, at(world, 'f-enabled'));
    expect(at(world, 'f-enabled').checked).to.equal(false);
    await expect(world.element).to.be.accessible();
    all(world, '#missing button')[0]!.click();
    await until(() => focused(world)?.id === 'f-name', 'nobody is led to it');
    await type(world, 'f-name', 'Help');
    await until(() => at(world, 'f-enabled').getAttribute('aria-disabled') === null, 'it cannot be switched on');
    await click(world, at(world, 'f-enabled'));
    expect((await saved(world)).enabled).to.equal(true);
  });

  it('of a file can be tried, copied and downloaded, but not saved', async () => {
    const world = await opened({ kept: 'file' });
    expect(said(world), 'before anything is changed').to.include('These settings are kept in a file');
    await type(world, 'f-name', 'Help');
    expect(said(world)).to.include('These settings are kept in a file');
    expect(allByRole(world.element, 'button', 'Save')).to.deep.equal([]);
    byRole(world.element, 'button', 'Copy JSON');
    const { href, download } = byRole(world.element, 'link', 'Download JSON');
    expect(download).to.equal('portal-settings.json');
    expect(await (await fetch(href)).json()).to.deep.include({ version: 1, name: { en: 'Help' } });
  });

  it('let editors read who edits, and change everything else', async () => {
    const world = await opened({ role: 'editor', settings: { editors: ['eve@desk.example'] } });
    expect(textOf(at(world, 'section-editors'))).to.include('Only owners can change this list.').and.to.include('eve@desk.example');
    expect(all(world, '#section-editors textarea')).to.deep.equal([]);
    await type(world, 'f-name', 'Help');
    expect((await saved(world)).editors).to.deep.equal(['eve@desk.example']);
    await openTab(world, 'json');
    await type(world, 'document', at(world, 'document').value.replace('eve@', 'adam@'));
    world.faults.set('saveSettings', 'forbidden');
    await click(world, at(world, 'save'));
    await until(() => said(world).includes('Not saved. Only owners can change who else may open these settings.'), 'nobody is told why');
  });

  describe('fit and can be used by everybody', () => {
    afterEach(async () => {
      await setViewport({ width: 1000, height: 800 });
      await emulateMedia({ colorScheme: 'light' });
    });

    for (const [name, width, attributes, scheme] of [
      ['in 360 pixels', 360, {}, 'light'], ['in dark', 1200, {}, 'dark'], ['from right to left', 700, { dir: 'rtl', lang: 'ar' }, 'light'], ['in Korean, in 360 pixels', 360, { lang: 'ko' }, 'dark'],
    ] as const) {
      it(name, async () => {
        await emulateMedia({ colorScheme: scheme });
        const world = await opened({ settings: { name: { en: 'Support', ko: '지원' }, navigation: [{ label: { en: 'Home' }, href: '/' }] } }, width);
        const frame = world.element.parentElement!;
        Object.assign(frame.style, { colorScheme: scheme, background: 'Canvas', color: 'CanvasText' });
        for (const [attribute, value] of Object.entries(attributes)) frame.setAttribute(attribute, value);
        await until(() => getComputedStyle(world.element).colorScheme === scheme, 'the page’s theme is not followed');
        const heading = 'lang' in attributes && attributes.lang === 'ko' ? '포털 설정' : 'Portal settings';
        await until(() => said(world).includes(heading), `there is no ${heading}`);
        await type(world, 'f-name', 'Help');
        for (const tab of TABS) {
          await openTab(world, tab);
          if (tab === 'templates') {
            await click(world, at(world, 'f-tickets.filter'));
            await click(world, at(world, 'f-form.forms-some'));
            await click(world, at(world, 'f-tickets.status.show-label'));
            await click(world, at(world, 'f-tickets.permission-rule'));
          }
          await until(() => tab !== 'versions' || all(world, '.versions').length === 1, 'no versions');
          await world.element.updateComplete;
          expect(world.element.scrollWidth, `${tab} is wider than its place`).to.be.at.most(width);
          await expect(world.element).to.be.accessible();
        }
      });
    }
  });

  it('show a broken filter where it is broken', async () => {
    const fresh = await opened();
    const world = await opened({ settings: { tickets: { ...fresh.versions[0]!.document.tickets, filter: { any: [{ all: [{ property: 'subject', operator: 'contains', value: 'a' }, QUESTION] }, QUESTION] } } } });
    await until(() => said(world).includes('needs your attention') || said(world).includes('need your attention'), 'nothing is said');
    all(world, '#problems .problem-list button')[0]!.click();
    await until(() => focused(world)?.closest('.condition'), 'nobody is led to it');
    expect(focused(world)!.closest<HTMLElement>('.condition')!.dataset['path']).to.equal('tickets.filter.any.0.all.1');
    expect(textOf(focused(world)!.closest('.condition')!)).to.include('The ticketing system has no property \u2068field:gone\u2069');
  });
});
