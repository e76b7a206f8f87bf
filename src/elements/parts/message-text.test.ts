import { expect } from '@open-wc/testing';
import { appendText } from './message-links.ts';
import { isAttribution, splitQuotes } from './message-quotes.ts';
import { roughText, textFragment } from './message-text.ts';

const links = (text: string): (readonly [string, string])[] => {
  const target = document.createElement('p');
  appendText(target, text);
  expect(target.textContent).to.equal(text);
  return [...target.querySelectorAll('a')].map(({ href, textContent }) => [textContent, href] as const);
};

const split = (text: string): string[] => splitQuotes(text).map(({ quoted, text: part }) => (quoted ? `> ${part}` : part));

describe('plain text of a message', () => {
  it('recognises web and mail addresses, without the punctuation of the sentence', () => {
    expect(links('See https://a.example/x?y=1&z=2#f, (http://b.example/c_(d)) or <https://c.example>.')).to.deep.equal([
      ['https://a.example/x?y=1&z=2#f', 'https://a.example/x?y=1&z=2#f'], ['http://b.example/c_(d)', 'http://b.example/c_(d)'], ['https://c.example', 'https://c.example/'],
    ]);
    expect(links('Write to max.muster+x@desk.example!')).to.deep.equal([['max.muster+x@desk.example', 'mailto:max.muster+x@desk.example']]);
    expect(links('한국어 https://ko.example/가나다를 보세요。https://ja.example/あ')).to.have.length(2);
  });

  it('takes nothing else for an address', () => {
    for (const text of ['javascript:alert(1)', 'file:///etc/passwd', 'a@b', 'ftp://x.example', 'https://', 'data:text/html,x', '1.5 and 2.5', 'foo:bar']) expect(links(text), text).to.deep.equal([]);
  });

  it('stays fast on text made to be slow', () => {
    const started = performance.now();
    for (const text of [`https://a.example/${')'.repeat(200_000)}`, 'a@'.repeat(100_000), `${'x'.repeat(100_000)}@`, '>'.repeat(100_000), '> a\nb\n'.repeat(20_000), `${'On '.repeat(50_000)}wrote:`, '\n'.repeat(200_000), ' \n'.repeat(100_000), '-'.repeat(200_000)]) {
      textFragment(text, (quote) => quote);
    }
    expect(performance.now() - started).to.be.below(4000);
  });

  it('keeps line breaks, blank lines as paragraphs, and shows markup as it is written', () => {
    const fragment = textFragment('Hello,\r\n\r\n<b>one</b>\n  two\n\n\n\nEnd', (quote) => quote);
    expect([...fragment.children].map(({ textContent }) => textContent)).to.deep.equal(['Hello,', '<b>one</b>\n  two', 'End']);
    expect([...fragment.children].every((paragraph) => (paragraph as HTMLElement).dir === 'auto')).to.be.true;
  });

  it('folds quoted history at the end, with the line that introduces it', () => {
    expect(split('Yes.\n\nOn Tue, 3 Nov 2026 at 14:02, Agnes <agnes@desk.example>\nwrote:\n\n> Does it work?\n>> It does not.\n')).to.deep.equal(
      ['Yes.\n', '> On Tue, 3 Nov 2026 at 14:02, Agnes <agnes@desk.example>\nwrote:\n\n> Does it work?\n>> It does not.']);
  });

  it('keeps a single quoted line with an answer below it in sight, and a message that is nothing but a quote', () => {
    expect(split('> Which version?\n4.2\n> Which browser?\nThe newest.').some((part) => part.startsWith('> >'))).to.be.false;
    expect(split('> all\n> of\n> it')).to.deep.equal(['> all\n> of\n> it']);
  });

  it('folds everything after the dashed line or the head of older programs', () => {
    expect(split('Danke!\n\n-----Ursprüngliche Nachricht-----\nVon: Agnes\nHallo').at(-1)).to.equal('> -----Ursprüngliche Nachricht-----\nVon: Agnes\nHallo');
    expect(split('감사합니다\n\n-----원본 메시지-----\n보낸 사람: Agnes').at(-1)).to.match(/^> -----원본/);
    expect(split('Thanks\n\n________________________________\nFrom: Agnes\nSent: Tuesday\nTo: Alice\nSubject: Order\n\nHello').at(-1)).to.match(/^> ____/);
    expect(split('From: the north\nwe come')).to.have.length(1);
  });

  it('knows "On … wrote:" in many languages, and takes no sentence for it', () => {
    for (const line of [
      'On 3 Nov 2026, at 14:02, Agnes wrote:', 'Am 03.11.26 um 14:02 schrieb Agnes:', 'Le mar. 3 nov. 2026 à 14:02, Agnes a écrit :', 'El mar, 3 nov 2026 a las 14:02, Agnes escribió:', 'Em ter., 3 de nov. de 2026 às 14:02, Agnes escreveu:',
      'Il giorno mar 3 nov 2026 alle ore 14:02 Agnes ha scritto:', 'Op di 3 nov 2026 om 14:02 schreef Agnes:', 'W dniu 3.11.2026 o 14:02, Agnes napisał(a):', 'вт, 3 нояб. 2026 г. в 14:02, Agnes <a@b.example> написал(а):', 'Den tis 3 nov. 2026 14:02 skrev Agnes:',
      '2026년 11월 3일 (화) 오후 2:02, Agnes <a@b.example>님이 작성:', '2026年11月3日(火) 14:02 Agnes <a@b.example> さんは書きました:', '3 Kas 2026 Sal 14:02 tarihinde Agnes şunu yazdı:', 'في الثلاثاء، 3 نوفمبر 2026 كتب Agnes:', '在 2026年11月3日 星期二 14:02，Agnes <a@b.example> 写道：',
    ]) expect(isAttribution(line), line).to.be.true;
    for (const line of ['She wrote:', 'I wrote to you twice:', 'wrote 3 times', 'Am Montag um 10 Uhr:', `On 3 Nov ${'x'.repeat(400)} wrote:`]) expect(isAttribution(line), line).to.be.false;
  });

  it('makes text of HTML that cannot be parsed safely', () => {
    expect(roughText('<style>p{}</style><p>One &amp; two</p><p>three<br>four</p><script>x</script>')).to.equal('One & two\nthree\nfour');
  });
});
