import { noChange } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';
import type { FilesController } from '../../portal/controllers/files-controller.ts';

/** Takes the files out of a drop. Has to run within the event: the list is empty afterwards. */
function filesOf({ items, files }: DataTransfer): { files: File[]; folders: number } {
  const entries = [...items].filter(({ kind }) => kind === 'file');
  // Without entries (a drop made by script) there is nothing that tells a folder from a file.
  const isFolder = (item: DataTransferItem): boolean => item.webkitGetAsEntry()?.isDirectory === true;
  const folders = entries.filter(isFolder);
  const kept = entries.filter((item) => !folders.includes(item)).flatMap((item) => item.getAsFile() ?? []);
  return { files: entries.length > 0 ? kept : [...files], folders: folders.length };
}

/**
 * Whether a paste means its files rather than its text. Office programs add a picture of the copied text, with the text as HTML
 * besides; a file manager adds the file's name as plain text; a browser's "copy image" adds HTML but no plain text.
 */
function meansFiles({ files, types }: DataTransfer): boolean {
  return files.length > 0 && !(types.includes('text/plain') && (types.includes('text/html') || types.includes('text/rtf')));
}

/** Screenshots on the clipboard are all called `image.png`. */
function withOwnName(file: File, taken: ReadonlySet<string>): File {
  if (!taken.has(file.name)) return file;
  const dot = file.name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [file.name.slice(0, dot), file.name.slice(dot)] : [file.name, ''];
  let number = 2;
  while (taken.has(`${stem}-${String(number)}${ending}`)) number += 1;
  return new File([file], `${stem}-${String(number)}${ending}`, { type: file.type, lastModified: file.lastModified });
}

class FileDrop extends Directive {
  #files: FilesController | undefined;
  #enabled = false;
  #listening = false;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('fileDrop() goes on an element.');
  }

  render(_files: FilesController, _enabled: boolean): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [files, enabled]: [FilesController, boolean]): unknown {
    this.#files = files;
    this.#enabled = enabled;
    if (!this.#listening) {
      this.#listening = true;
      for (const type of ['dragenter', 'dragover', 'dragleave', 'drop', 'paste']) element.addEventListener(type, this);
    }
    return noChange;
  }

  handleEvent(event: DragEvent | ClipboardEvent): void {
    if (!this.#enabled || this.#files === undefined) return;
    if (event.type === 'paste') this.#onPaste(event as ClipboardEvent, this.#files);
    else this.#onDrag(event as DragEvent, this.#files);
  }

  #onDrag(event: DragEvent, files: FilesController): void {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    const zone = event.currentTarget as Element;
    if (event.type === 'dragleave') {
      if (!(event.relatedTarget instanceof Node && zone.contains(event.relatedTarget))) files.setDragging(false);
      return;
    }
    // Without this the browser leaves the page to open the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    files.setDragging(event.type !== 'drop');
    if (event.type !== 'drop') return;
    const dropped = filesOf(event.dataTransfer);
    files.add(dropped.files, dropped.folders);
  }

  #onPaste(event: ClipboardEvent, files: FilesController): void {
    if (event.clipboardData === null || !meansFiles(event.clipboardData)) return;
    event.preventDefault();
    const taken = new Set(files.files.map(({ name }) => name));
    files.add([...event.clipboardData.files].map((file) => {
      const named = withOwnName(file, taken);
      taken.add(named.name);
      return named;
    }));
  }
}

/**
 * Makes an element a drop zone for files, and takes files that are pasted anywhere in it; put it on the whole form.
 * Usage: `<form ${fileDrop(files, enabled)}>`.
 */
export const fileDrop = directive(FileDrop);
