import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { Desk, ticketOf, type Page } from './fixtures.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import '../support-form/define.ts';

const HINT = 'This ticket is closed. To go on with it, create a follow-up ticket.';
const BUTTON = 'Create a follow-up ticket';
const closed = (key: string, more: Parameters<typeof ticketOf>[1] = {}): ReturnType<typeof ticketOf> => ticketOf(key, { stage: 'solved', ...more });
const desk = (): Desk => new Desk({ tickets: [closed('one'), closed('two'), ticketOf('open')], replyToClosed: 'refuse' });
const form = (page: Page): HTMLElementTagNameMap['support-form'] | null => page.root.querySelector('support-form');

/** Opens the form in the ticket's page. */
async function begin(page: Page): Promise<HTMLElementTagNameMap['support-form']> {
  (await page.appears('button', BUTTON)).click();
  await waitUntil(() => form(page)?.shadowRoot?.querySelector('#submit, [name=choice]') != null, 'the form is there');
  return form(page)!;
}

async function fill(page: Page): Promise<ShadowRoot> {
  const root = (await begin(page)).shadowRoot!;
  root.querySelector<HTMLInputElement>('[name=choice][id=choice-1]')!.click();
  await waitUntil(() => root.querySelector('textarea') !== null);
  for (const [selector, value] of [['input[type=text]', 'It is back'], ['textarea', 'Since this morning.']] as const) {
    const control = root.querySelector<HTMLInputElement>(selector)!;
    control.value = value;
    control.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  return root;
}

// Wide enough for the details to be open.
before(() => setViewport({ width: 1000, height: 800 }));

describe('ticket-detail: a follow-up', () => {
  it('is offered where the ticket takes no reply any more, and nowhere else', async () => {
    const page = await desk().open();
    await page.appears('button', BUTTON);
    expect(page.text).to.contain(HINT);
    expect(page.has('textbox')).to.be.false;
    await expect(page.element).to.be.accessible();
    const running = await desk().open('open');
    await running.appears('textbox', 'Your reply');
    expect(running.has('button', BUTTON)).to.be.false;
    const reopening = await new Desk({ tickets: [closed('one')] }).open();
    await reopening.appears('textbox', 'Your reply');
    expect(reopening.has('button', BUTTON), 'a reply does it').to.be.false;
  });

  it('is the page’s affair where that wants it', async () => {
    const one = desk();
    const page = await one.open();
    let asked = '';
    page.element.addEventListener('follow-up', (event) => {
      asked = event.ticketId;
      event.preventDefault();
    });
    (await page.appears('button', BUTTON)).click();
    await page.element.updateComplete;
    expect(asked).to.equal(one.backend.idOf('one'));
    expect(page.has('button', BUTTON), 'nothing else happens').to.be.true;
    expect(form(page)).to.equal(null);
  });

  it('is written in the ticket’s page otherwise, and leads to the new ticket and back', async () => {
    const one = desk();
    const page = await one.open();
    const root = await fill(page);
    expect(root.textContent).to.contain('The one ticket');
    await waitUntil(() => page.focused === form(page), 'the focus goes to the form');
    root.querySelector<HTMLElement>('#submit')!.click();
    await waitUntil(() => root.textContent.includes('Thank you'));
    expect(one.calls.find(({ name }) => name === 'createTicket')!.input).to.include({ followUpOf: one.backend.idOf('one') });
    await waitUntil(() => page.has('button', /It is back/), 'the ticket leads to its follow-up at once');
    [...root.querySelectorAll('button')].find(({ textContent }) => textContent === 'View your ticket')!.click();
    await waitUntil(() => page.has('heading', 'It is back'));
    const back = await page.appears('button', /The one ticket/);
    expect(back.closest('div')!.querySelector('dt')!.textContent).to.equal('Follow-up to');
    await expect(page.element).to.be.accessible();
    back.click();
    await waitUntil(() => page.has('heading', 'The one ticket'));
  });

  it('stays as it was begun while another ticket is looked at', async () => {
    const one = desk();
    const page = await one.open();
    await fill(page);
    page.element.ticketId = one.backend.idOf('two');
    await waitUntil(() => page.has('heading', 'The two ticket'));
    await page.appears('button', BUTTON);
    expect(form(page)).to.equal(null);
    page.element.ticketId = one.backend.idOf('one');
    await waitUntil(() => page.has('heading', 'The one ticket'));
    await waitUntil(() => form(page)?.shadowRoot?.querySelector('textarea')?.value === 'Since this morning.');
  });

  it('is forgotten when somebody signs out', async () => {
    const one = desk();
    const page = await one.open();
    await one.portal.loadSession();
    await fill(page);
    await one.portal.signOut();
    await page.until('Sign in to see your tickets.');
    await one.portal.signIn({ email: 'alice@acme.example', password: 'portal-demo' });
    await page.appears('button', BUTTON);
    expect(form(page)).to.equal(null);
  });
});

describe('ticket-detail: tickets that it has to do with', () => {
  const related = (): Desk => new Desk({ tickets: [closed('one'), ticketOf('next', { followUpOf: 'one' }), ticketOf('last', { followUpOf: 'one' })] });

  it('are links where the page has an address for tickets; a new tab is the browser’s affair', async () => {
    const one = related();
    const page = await one.open('one', { ticketUrl: '#/tickets/{id}' });
    await page.appears('link', /The next ticket/);
    expect(page.all('link', /ticket$/).map((link) => link.getAttribute('href'))).to.deep.equal(['next', 'last'].map((key) => `#/tickets/${one.backend.idOf(key)}`));
    const selected: string[] = [];
    page.element.addEventListener('ticket-select', (event) => {
      selected.push(event.ticketId);
      event.preventDefault();
    });
    const click = (options: MouseEventInit): boolean => page.get('link', /The next ticket/).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...options }));
    expect(click({}), 'the page shows it').to.be.false;
    page.root.addEventListener('click', (event) => { event.preventDefault(); });
    click({ ctrlKey: true });
    expect(selected).to.deep.equal([one.backend.idOf('next')]);
    expect(page.has('heading', 'The one ticket'), 'it does not go there itself').to.be.true;
  });

  it('are shown in its place otherwise', async () => {
    const page = await related().open('next');
    (await page.appears('button', /The one ticket/)).click();
    await waitUntil(() => page.has('heading', 'The one ticket'));
  });
});

describe('ticket-detail: under an owner’s settings', () => {
  const solved = (settings: Parameters<typeof ownerSettings>[0], lang = 'en'): Promise<Page> =>
    new Desk({ tickets: [closed('one')], settings: ownerSettings(settings) }).open('one', { lang });
  const badge = async (page: Page): Promise<string> => {
    await waitUntil(() => page.root.querySelector('.badge') !== null);
    return page.root.querySelector('.badge')!.textContent;
  };

  it('calls the status as the owner does, in the language of the page', async () => {
    const stageLabels = { solved: { en: 'All done', ko: '완료' } };
    expect(await badge(await solved({ stageLabels }))).to.equal('All done');
    expect(await badge(await solved({ stageLabels }, 'ko'))).to.equal('완료');
    expect(await badge(await solved({}))).to.equal('Solved');
  });

  it('says the owner’s words where the portal is closed', async () => {
    const page = await solved({ enabled: false, offMessage: { en: 'Back on Monday.' } });
    await page.until('Back on Monday.');
    expect(page.text).not.to.contain('The one ticket');
  });
});
