import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { SAMPLE_PASSWORD } from '../../adapters/memory/index.ts';
import { ALICE, asksBeforeLeaving, Desk, ticketOf, type Page } from './fixtures.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const QUESTION = 'How did we help you?';
const NAMES = ['1 – very bad', '2 – bad', '3 – neither good nor bad', '4 – good', '5 – very good'];
const closed = (key: string, more: Parameters<typeof ticketOf>[1] = {}): ReturnType<typeof ticketOf> => ticketOf(key, { stage: 'solved', ...more });
const rated = { score: 2, comment: 'Slow' };

const score = (page: Page, name: string): HTMLInputElement => page.all('radio', name)[0] as HTMLInputElement;
const comment = (page: Page): HTMLTextAreaElement => page.get('textbox', 'Comment (optional)') as unknown as HTMLTextAreaElement;
const section = (page: Page): HTMLElement => page.root.querySelector<HTMLElement>('[part=rating]')!;

async function open(desk: Desk, key = 'one'): Promise<Page> {
  const page = await desk.open(key);
  await waitUntil(() => section(page) as HTMLElement | null !== null, 'the rating is there');
  return page;
}

async function choose(page: Page, name: string): Promise<void> {
  score(page, name).click();
  await page.element.updateComplete;
}

describe('ticket-detail: the rating', () => {
  afterEach(async () => {
    await setViewport({ width: 1000, height: 800 });
    await emulateMedia({ forcedColors: 'none' });
  });

  it('is asked for by five choices where the ticket takes one, and nowhere else', async () => {
    const desk = new Desk({ tickets: [closed('one'), ticketOf('open')] });
    const page = await open(desk);
    expect(page.all('radio').map((radio) => (radio as HTMLInputElement).labels![0]!.querySelector('.visually-hidden:not(input)')!.textContent)).to.deep.equal(NAMES);
    expect(page.has('radiogroup', QUESTION)).to.be.true;
    await expect(page.element).to.be.accessible();
    const other = await desk.open('open');
    await other.appears('textbox', 'Your reply');
    expect(other.has('radiogroup')).to.be.false;
    const without = new Desk({ tickets: [closed('one')], capabilities: { rate: false } });
    const third = await without.open();
    await third.appears('textbox', 'Your reply');
    expect(third.has('radiogroup')).to.be.false;
  });

  it('is given by keyboard with a comment, sent, thanked for, and can be seen', async () => {
    const desk = new Desk({ tickets: [closed('one')] });
    const page = await open(desk);
    expect(page.has('button', 'Send rating')).to.be.false;
    score(page, NAMES[0]!).focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await page.element.updateComplete;
    expect(score(page, NAMES[3]!).checked).to.be.true;
    expect(section(page).querySelector('.scale')!.textContent).to.equal('4 – good');
    await page.type(comment(page), 'Quick and friendly');
    await expect(page.element).to.be.accessible();
    page.get('button', 'Send rating').focus();
    page.get('button', 'Send rating').click();
    await waitUntil(() => page.said === 'Thank you for your rating.');
    expect((await desk.ticket('one')).rating).to.deep.equal({ score: 4, comment: 'Quick and friendly' });
    await page.appears('heading', 'Your rating');
    expect(section(page).textContent).to.contain('★★★★☆').and.contain('4 – good').and.contain('Quick and friendly').and.contain('Thank you');
    expect(page.focused).to.equal(page.get('button', 'Change rating'));
    await expect(page.element).to.be.accessible();
  });

  it('is shown where there is one, and can be changed or left as it is', async () => {
    const desk = new Desk({ tickets: [closed('one', { rating: rated })] });
    const page = await open(desk);
    expect(section(page).textContent).to.contain('2 – bad').and.contain('Slow').and.not.contain('Thank you');
    page.get('button', 'Change rating').focus();
    page.get('button', 'Change rating').click();
    await page.appears('radio', NAMES[1]);
    expect([score(page, NAMES[1]!).checked, comment(page).value]).to.deep.equal([true, 'Slow']);
    await waitUntil(() => page.focused === score(page, NAMES[1]!));
    await choose(page, NAMES[4]!);
    page.get('button', 'Keep it as it was').click();
    await page.appears('button', 'Change rating');
    expect(section(page).textContent).to.contain('2 – bad');
    page.get('button', 'Change rating').click();
    await page.appears('radio', NAMES[1]);
    await choose(page, NAMES[4]!);
    page.get('button', 'Send rating').click();
    await page.until('Thank you for your rating.');
    expect((await desk.ticket('one')).rating).to.deep.equal({ score: 5, comment: 'Slow' });
  });

  it('is shown, and no more, where it cannot be changed', async () => {
    const page = await open(new Desk({ tickets: [closed('one', { rating: rated })], capabilities: { rate: false } }));
    expect(section(page).textContent).to.contain('2 – bad').and.contain('Slow');
    expect(page.has('button', 'Change rating')).to.be.false;
  });

  it('stays where it cannot be sent; once more it is the same, changed it is another', async () => {
    const desk = new Desk({ tickets: [closed('one')] });
    const page = await open(desk);
    await choose(page, NAMES[2]!);
    await page.type(comment(page), 'So so');
    desk.backend.faults.set('rateTicket', { reject: 'unavailable', delay: 20 });
    const send = page.get('button', 'Send rating');
    send.click();
    send.click();
    await page.until('Your rating has not been sent. It is still here.');
    expect([score(page, NAMES[2]!).checked, comment(page).value]).to.deep.equal([true, 'So so']);
    await expect(page.element).to.be.accessible();
    page.get('button', 'Send rating').click();
    await waitUntil(() => desk.keys('rateTicket').length === 2, 'one press at a time, then once more');
    await page.until('Your rating has not been sent.');
    desk.backend.faults.clear();
    await choose(page, NAMES[3]!);
    expect(page.text).not.to.contain('has not been sent');
    page.get('button', 'Send rating').click();
    await page.until('Thank you for your rating.');
    const [first, second, third] = desk.keys('rateTicket');
    expect([first === second, second === third]).to.deep.equal([true, false]);
  });

  it('says that a comment is too long before anything is sent, and cuts nothing off', async () => {
    const desk = new Desk({ tickets: [closed('one')] });
    const page = await open(desk);
    await choose(page, NAMES[0]!);
    await page.type(comment(page), 'x'.repeat(5001));
    await page.until('Enter at most 5,000 characters.');
    page.get('button', 'Send rating').click();
    await page.element.updateComplete;
    expect(page.said, 'nothing is being sent').to.equal('');
    expect(desk.keys('rateTicket')).to.deep.equal([]);
    expect(comment(page).value).to.have.length(5001);
  });

  it('belongs to its ticket, is guarded, and goes on sign-out', async () => {
    const desk = new Desk({ tickets: [closed('one'), closed('two')] });
    const page = await open(desk);
    expect(asksBeforeLeaving()).to.be.false;
    await choose(page, NAMES[4]!);
    await page.type(comment(page), 'Great');
    expect(asksBeforeLeaving()).to.be.true;
    page.element.ticketId = desk.backend.idOf('two');
    await page.until('The two ticket');
    expect(page.all('radio').some((radio) => (radio as HTMLInputElement).checked)).to.be.false;
    page.element.ticketId = desk.backend.idOf('one');
    await page.until('The one ticket');
    await page.appears('textbox', 'Comment (optional)');
    expect(comment(page).value).to.equal('Great');
    await desk.portal.signOut();
    await page.until('Sign in to see your tickets.');
    await desk.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
    await page.appears('radio', NAMES[4]);
    expect(score(page, NAMES[4]!).checked).to.be.false;
  });

  it('goes by itself after the same customer has signed in again', async () => {
    const desk = new Desk({ tickets: [closed('one')] });
    const page = await open(desk);
    await desk.portal.loadSession();
    await choose(page, NAMES[4]!);
    desk.backend.faults.set('rateTicket', { reject: 'unauthenticated', once: true });
    page.get('button', 'Send rating').click();
    await page.until('What you have sent goes on its way as soon as you have signed in again.');
    await desk.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
    await page.until('Thank you for your rating.');
    expect((await desk.ticket('one')).rating).to.deep.equal({ score: 5, comment: '' });
  });

  it('fits into 256 pixels, in Korean and in forced colours', async () => {
    await setViewport({ width: 256, height: 700 });
    await emulateMedia({ forcedColors: 'active' });
    const desk = new Desk({ tickets: [closed('one')] });
    const page = await desk.open('one', { lang: 'ko' });
    await page.until('지원에 만족하셨나요?');
    await choose(page, '5점 – 매우 만족');
    expect(section(page).querySelector('.stars')!.textContent.replace(/[^★☆]/g, ''), 'told apart without colour').to.equal('★★★★★');
    expect(document.documentElement.scrollWidth).to.be.at.most(256);
    await expect(page.element).to.be.accessible();
  });
});
