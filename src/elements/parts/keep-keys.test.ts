import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../portal-login/define.ts';
import type { PortalLogin } from '../portal-login/portal-login.ts';
import { keepKeys } from './keep-keys.ts';

describe('keepKeys', () => {
  const heard: string[] = [];
  const hear = ({ type, key }: KeyboardEvent): void => { heard.push(`${type} ${key}`); };
  beforeEach(() => {
    heard.length = 0;
    for (const type of ['keydown', 'keypress', 'keyup'] as const) window.addEventListener(type, hear);
  });
  afterEach(() => { for (const type of ['keydown', 'keypress', 'keyup'] as const) window.removeEventListener(type, hear); });

  const withField = async (): Promise<{ field: HTMLInputElement; button: HTMLButtonElement; own: string[] }> => {
    const element = await fixture<HTMLElement>(html`<div></div>`);
    const root = element.attachShadow({ mode: 'open' });
    const [field, button] = [document.createElement('input'), document.createElement('button')];
    root.append(field, button);
    const own: string[] = [];
    root.addEventListener('keydown', (event) => { own.push((event as KeyboardEvent).key); });
    keepKeys(element);
    return { field, button, own };
  };

  it('keeps what is typed into a field from the shortcuts of the page, and from nobody else', async () => {
    const { field, own } = await withField();
    field.focus();
    await sendKeys({ type: 'np' });
    expect(field.value).to.equal('np');
    expect(own).to.deep.equal(['n', 'p']);
    expect(heard).to.deep.equal([]);
  });

  it('lets the page hear Escape, combinations, and keys that write nothing', async () => {
    const { field, button } = await withField();
    field.focus();
    await sendKeys({ press: 'Escape' });
    await sendKeys({ press: 'Control+k' });
    button.focus();
    await sendKeys({ press: 'n' });
    expect(heard.filter((one) => one.startsWith('keydown'))).to.deep.equal(['keydown Escape', 'keydown Control', 'keydown k', 'keydown n']);
  });

  it('holds for every element', async () => {
    const login = await fixture<PortalLogin>(html`<portal-login></portal-login>`);
    const field = document.createElement('textarea');
    login.shadowRoot!.append(field);
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, composed: true }));
    expect(heard).to.deep.equal([]);
  });
});
