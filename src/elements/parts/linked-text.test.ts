import { expect, fixture, html } from '@open-wc/testing';
import { linkedLine, linkedText } from './linked-text.ts';

const shown = (text: string): Promise<HTMLElement> => fixture<HTMLElement>(html`<div>${linkedText(text, 'opens in a new tab')}</div>`);
const hrefs = (element: Element): string[] => [...element.querySelectorAll('a')].map(({ href }) => href);

describe('a text of the owner', () => {
  it('has a paragraph for every empty line, and keeps line breaks', async () => {
    const element = await shown('\n  One\nmore\n\n \n\nTwo\n');
    expect([...element.querySelectorAll('p')].map(({ textContent }) => textContent)).to.deep.equal(['One\nmore', 'Two']);
  });

  it('links to web and mail addresses, and says that a page opens in a new tab', async () => {
    const element = await shown('Read [our policy](https://acme.example/privacy), [plain](http://acme.example/) or [write](mailto:help@acme.example).');
    expect(hrefs(element)).to.deep.equal(['https://acme.example/privacy', 'http://acme.example/', 'mailto:help@acme.example']);
    const [policy, , mail] = [...element.querySelectorAll('a')];
    expect([policy!.target, policy!.rel, policy!.textContent]).to.deep.equal(['_blank', 'noopener', 'our policy (opens in a new tab)']);
    expect([mail!.target, mail!.textContent]).to.deep.equal(['', 'write']);
    expect(element.textContent).to.equal('Read our policy (opens in a new tab), plain (opens in a new tab) or write.');
  });

  it('shows everything else as it is written', async () => {
    const texts = [
      '[x](javascript:alert(1))', '[x](JaVaScRiPt:alert)', '[x](data:text/html,hi)', '[x](/relative)', '[x](ftp://a.example)', '<img src=x onerror=alert(1)>', '&lt;b&gt;',
      '[](https://a.example)', '[a] (https://a.example)', '[a](https://a.example', '![a](javascript:x)',
    ];
    for (const text of texts) {
      const element = await shown(text);
      expect(element.textContent, text).to.equal(text);
      expect(element.querySelectorAll('a, img, b'), text).to.have.length(0);
    }
  });

  it('cannot break out of a link', async () => {
    const element = await shown('[<b>x</b>](https://a.example/"onclick="alert) and [a](https://a.example/)(javascript:x)');
    expect(element.querySelectorAll('b')).to.have.length(0);
    for (const link of element.querySelectorAll('a')) expect(link.getAttributeNames().sort().join()).to.equal('href,rel,target');
  });

  it('stays fast on text made to be slow', () => {
    const started = performance.now();
    for (const text of ['['.repeat(100_000), '[a]('.repeat(50_000), '\n \n'.repeat(50_000), `[${'a'.repeat(100_000)}](`, `${' '.repeat(50_000)}x`]) {
      linkedText(text, '');
      linkedLine(text, '');
    }
    expect(performance.now() - started).to.be.below(2000);
  });
});
