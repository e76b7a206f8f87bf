import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import { en, LocalizeController } from '../../i18n/index.ts';
import { FilesController, type FilesChange } from '../../portal/controllers/files-controller.ts';
import { base } from '../../theme/index.ts';
import { fileDrop } from './file-drop.ts';
import { filePicker, filesChangeText } from './file-picker.ts';
import { filePickerStyles } from './file-picker.styles.ts';
import { waitUntil } from './wait-until.test.ts';

class PickerHost extends LitElement {
  static override styles = [base, filePickerStyles];
  static override properties = { busy: { type: Boolean } };
  declare busy: boolean;
  readonly localize = new LocalizeController(this, en);
  readonly said: string[] = [];
  readonly picker = new FilesController(this, { changed: (change: FilesChange) => { this.said.push(filesChangeText(this.localize, change)); } });

  override render(): TemplateResult {
    return html`<form ${fileDrop(this.picker, !this.busy)}><textarea aria-label="Text"></textarea>${filePicker(this.localize, this.picker, { id: 'files', busy: this.busy })}</form>`;
  }

  get root(): ShadowRoot { return this.shadowRoot!; }
  get text(): string { return this.root.textContent.replace(/\s+/g, ' '); }
  get input(): HTMLInputElement { return this.root.querySelector('input')!; }
  get area(): HTMLTextAreaElement { return this.root.querySelector('textarea')!; }
  button(name: string): HTMLButtonElement {
    return [...this.root.querySelectorAll('button')].find((button) => button.getAttribute('aria-label') === name)!;
  }
}
customElements.define('test-picker-host', PickerHost);

const file = (name: string, size = 3, type = 'text/plain'): File => new File(['x'.repeat(size)], name, { type, lastModified: 1 });

async function host(): Promise<PickerHost> {
  const element = await fixture<PickerHost>(html`<test-picker-host></test-picker-host>`);
  element.picker.limits = { maxFiles: 3, maxBytes: 1000, accept: ['.txt', 'image/*'] };
  await element.updateComplete;
  return element;
}

async function choose(element: PickerHost, ...files: File[]): Promise<void> {
  const transfer = new DataTransfer();
  for (const one of files) transfer.items.add(one);
  element.input.files = transfer.files;
  element.input.dispatchEvent(new Event('change'));
  await element.updateComplete;
}

const transferOf = (...files: File[]): DataTransfer => {
  const transfer = new DataTransfer();
  for (const one of files) transfer.items.add(one);
  return transfer;
};

describe('file picker', () => {
  it('says what may be added and lists what was chosen with kind and size', async () => {
    const element = await host();
    expect(element.text).to.include('Up to 3 files, 1 kB each').and.include('Accepted: .txt, image/*');
    expect(element.input.accept).to.equal('.txt,image/*');
    await choose(element, file('견적서.txt', 12), file('photo.png', 500, 'image/png'));
    expect(element.text).to.include('견적서.txt').and.include('TXT · 12 bytes').and.include('PNG · 500 byte');
    expect(element.said).to.deep.equal(['2 files added']);
    expect(element.picker.valid).to.be.true;
    await expect(element).to.be.accessible();
  });

  it('keeps the order of names, kinds and sizes in a language from right to left', async () => {
    const element = await host();
    element.lang = 'ar';
    await choose(element, file('report (final) 2.pdf', 500, 'application/pdf'));
    await waitUntil(() => (element.button('إزالة \u2068report (final) 2.pdf\u2069') as HTMLButtonElement | undefined) !== undefined, 'not Arabic');
    expect(element.text).to.include('\u2068.txt, image/*\u2069');
    const right = (node: Node): number => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect().right;
    };
    const [kind, size] = element.root.querySelectorAll('.file-size bdi');
    const [name] = element.root.querySelectorAll('.file-name');
    expect(right(name!), 'the name begins where the size does').to.be.closeTo(right(kind!), 1);
    expect(right(size!), 'the size comes after the kind').to.be.below(right(kind!));
  });

  it('shows nothing where the backend takes no files', async () => {
    const element = await fixture<PickerHost>(html`<test-picker-host></test-picker-host>`);
    expect(element.root.querySelector('input')).to.be.null;
  });

  it('says at each file what is wrong with it before anything is sent, and says it aloud once', async () => {
    const element = await host();
    await choose(element, file('big.txt', 1001), file('empty.txt', 0), file('tool.exe', 3, 'application/x-msdownload'));
    expect(element.picker.valid).to.be.false;
    const items = [...element.root.querySelectorAll('li')].map((item) => item.textContent);
    expect(items[0]).to.include('This file is too large. At most 1 kB are allowed.');
    expect(items[1]).to.include('This file is empty.');
    expect(items[2]).to.include('This kind of file is not accepted. Accepted: .txt, image/*');
    expect(element.said).to.have.length(1);
    expect(element.said[0]).to.include('3 files added').and.include('empty.txt: This file is empty.');
    await expect(element).to.be.accessible();
  });

  it('says at the surplus files that they are too many, and no more once enough are removed', async () => {
    const element = await host();
    await choose(element, file('1.txt'), file('2.txt'), file('3.txt'), file('4.txt'));
    expect(element.picker.picked.map(({ issue }) => issue?.code)).to.deep.equal([undefined, undefined, undefined, 'too-many-files']);
    expect(element.text).to.include('Too many files. At most 3 are allowed.');
    element.button('Remove 1.txt').click();
    await element.updateComplete;
    expect(element.picker.valid).to.be.true;
  });

  it('moves the focus to the file that takes the place of a removed one, at last to the input', async () => {
    const element = await host();
    const active = (): Element | null => element.shadowRoot!.activeElement;
    await choose(element, file('1.txt'), file('2.txt'), file('3.txt'));
    const remove = async (name: string): Promise<void> => {
      element.button(`Remove ${name}`).focus();
      element.button(`Remove ${name}`).click();
      await element.updateComplete;
      await element.updateComplete;
    };
    await remove('2.txt');
    expect(active()).to.equal(element.button('Remove 3.txt'));
    await remove('3.txt');
    expect(active()).to.equal(element.button('Remove 1.txt'));
    await remove('1.txt');
    expect(active()).to.equal(element.input);
    expect(element.said.at(-1)).to.equal('1.txt has been removed.');
  });

  it('takes a file only once, but two files of one name', async () => {
    const element = await host();
    await choose(element, file('a.txt', 3));
    await choose(element, file('a.txt', 3), file('a.txt', 4));
    expect(element.picker.files.map(({ size }) => size)).to.deep.equal([3, 4]);
  });

  it('takes files that are dropped anywhere on the form', async () => {
    const element = await host();
    const over = new DragEvent('dragover', { dataTransfer: transferOf(file('a.txt')), bubbles: true, composed: true, cancelable: true });
    element.area.dispatchEvent(over);
    expect(over.defaultPrevented).to.be.true;
    expect(element.picker.dragging).to.be.true;
    element.area.dispatchEvent(new DragEvent('drop', { dataTransfer: transferOf(file('a.txt')), bubbles: true, composed: true, cancelable: true }));
    await element.updateComplete;
    expect(element.picker.dragging).to.be.false;
    expect(element.text).to.include('a.txt');
  });

  it('lets text be dropped as ever', async () => {
    const element = await host();
    const transfer = new DataTransfer();
    transfer.setData('text/plain', 'words');
    const over = new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true });
    element.area.dispatchEvent(over);
    expect(over.defaultPrevented).to.be.false;
  });

  it('refuses folders with a text', async () => {
    const element = await host();
    element.picker.add([file('a.txt')], 1);
    await element.updateComplete;
    expect(element.text).to.include('Folders cannot be added. Choose the files in it.').and.include('a.txt');
    expect(element.said.at(-1)).to.equal('1 file added Folders cannot be added. Choose the files in it.');
  });

  it('takes pasted images and gives each its own name, but leaves text that comes with a picture of itself', async () => {
    const element = await host();
    const paste = (clipboardData: DataTransfer): ClipboardEvent => {
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
      element.area.dispatchEvent(event);
      return event;
    };
    expect(paste(transferOf(file('image.png', 5, 'image/png'))).defaultPrevented).to.be.true;
    paste(transferOf(file('image.png', 6, 'image/png')));
    expect(element.picker.files.map(({ name }) => name)).to.deep.equal(['image.png', 'image-2.png']);
    const fromOffice = transferOf(file('image.png', 7, 'image/png'));
    fromOffice.setData('text/plain', 'A1 B1');
    fromOffice.setData('text/html', '<table><tr><td>A1</table>');
    expect(paste(fromOffice).defaultPrevented).to.be.false;
    expect(element.picker.files).to.have.length(2);
  });

  it('shows the progress of each file, and cannot be changed while files are being sent', async () => {
    const element = await host();
    await choose(element, file('a.txt', 100), file('b.txt', 100));
    element.busy = true;
    element.picker.setSending(true);
    element.picker.setProgress(0, 50);
    await element.updateComplete;
    const [first] = element.root.querySelectorAll('progress');
    expect(first!.value).to.equal(0.5);
    expect(first!.getAttribute('aria-label')).to.equal('a.txt: 50% sent');
    expect(element.text).to.include('Waiting');
    element.button('Remove a.txt').click();
    expect(element.picker.files).to.have.length(2);
    expect(element.input.disabled).to.be.true;
    await expect(element).to.be.accessible();
    element.picker.setSending(false);
    await element.updateComplete;
    expect(element.root.querySelector('progress')).to.be.null;
  });

  it('puts what the server says to the files that it is about, and keeps them', async () => {
    const element = await host();
    await choose(element, file('a.txt'), file('b.txt'));
    const rest = element.picker.setServerIssues([{ path: 'files.1', code: 'file-name' }, { path: 'text', code: 'required' }]);
    await element.updateComplete;
    expect(rest).to.deep.equal([{ path: 'text', code: 'required' }]);
    expect(element.root.querySelectorAll('li')[1]!.textContent).to.include('The name of this file is not accepted.');
    element.button('Remove a.txt').click();
    await element.updateComplete;
    expect(element.picker.picked.map(({ issue }) => issue?.code), 'the issue stays with its file').to.deep.equal(['file-name']);
    element.picker.setSending(true);
    expect(element.picker.valid, 'another try forgets it').to.be.true;
  });

  it('checks again when the limits arrive after the files', async () => {
    const element = await fixture<PickerHost>(html`<test-picker-host></test-picker-host>`);
    element.picker.limits = { maxFiles: 3, maxBytes: 1000, accept: null };
    await element.updateComplete;
    await choose(element, file('a.txt', 900));
    element.picker.limits = { maxFiles: 3, maxBytes: 800, accept: null };
    expect(element.picker.valid).to.be.false;
  });
});
