import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { checkFiles, type FileLimits, type Issue } from '../../contract/index.ts';

/** A file that a person has picked and not sent yet. */
export interface PickedFile {
  /** Tells it from the others for as long as it is in the list. */
  readonly key: string;
  readonly file: File;
  /** What is wrong with it: found here before anything was sent, or said by the server. */
  readonly issue: Issue | undefined;
  /** Bytes that have been sent; undefined while nothing is being sent. */
  readonly sent: number | undefined;
}

/** What a person's action did to the list; said aloud by the element. */
export interface FilesChange {
  /** How many files came in. */
  readonly added: number;
  /** The file that was taken out. */
  readonly removed: PickedFile | undefined;
  /** Files that came in and cannot be sent. */
  readonly problems: readonly PickedFile[];
  /** Folders that were refused. */
  readonly folders: number;
}

/** What a list of files needs to know. */
export interface FilesOptions {
  /** What the server calls the list: the nth file's issue has the path `PATH.n`. Default `files`. */
  readonly path?: string;
  /** Something was added, removed or refused by the person. */
  readonly changed?: (change: FilesChange) => void;
}

let keys = 0;

/**
 * The files that go with a reply or a form: picked, dropped or pasted, checked against the backend's limits before anything is
 * sent, and kept on every error. The picker (`elements/parts/file-picker.ts`) shows them.
 */
export class FilesController implements ReactiveController {
  readonly path: string;
  /** A drag with files is over the drop zone. */
  dragging = false;
  /** How many folders the last drop held; they are refused. */
  folders = 0;
  readonly #host: ReactiveControllerHost;
  readonly #changed: FilesOptions['changed'];
  #limits: FileLimits | null = null;
  #files: readonly PickedFile[] = [];
  #serverIssues = new Map<string, Issue>();
  #listIssue: Issue | undefined;

  constructor(host: ReactiveControllerHost, { path = 'files', changed }: FilesOptions = {}) {
    this.#host = host;
    this.path = path;
    this.#changed = changed;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.setDragging(false);
  }

  /** The backend's limits; null where it takes no files, which is also the default. */
  get limits(): FileLimits | null {
    return this.#limits;
  }

  set limits(limits: FileLimits | null) {
    if (limits === this.#limits) return;
    this.#limits = limits;
    this.#check();
  }

  /** The list as it is shown. */
  get picked(): readonly PickedFile[] {
    return this.#files;
  }

  /** The files themselves, to be sent. */
  get files(): readonly File[] {
    return this.#files.map(({ file }) => file);
  }

  /** What the server says of the list as a whole. */
  get listIssue(): Issue | undefined {
    return this.#listIssue;
  }

  /** Whether nothing is known that would make sending them fail. */
  get valid(): boolean {
    return this.#files.every(({ issue }) => issue === undefined);
  }

  /** Resolves when the list on the page is up to date. */
  get rendered(): Promise<boolean> {
    return this.#host.updateComplete;
  }

  /** Adds files; those that are in the list already are not added again. @param folders How many folders came along. */
  add(files: Iterable<File>, folders = 0): void {
    const known = new Set(this.#files.map(({ file }) => fingerprint(file)));
    const fresh = [...files].filter((file) => !known.has(fingerprint(file)));
    const added = fresh.map((file): PickedFile => ({ key: `file-${String(keys += 1)}`, file, issue: undefined, sent: undefined }));
    this.folders = folders;
    this.#listIssue = undefined;
    this.#files = [...this.#files, ...added];
    this.#check();
    const addedKeys = new Set(added.map(({ key }) => key));
    this.#changed?.({ added: added.length, removed: undefined, folders, problems: this.#files.filter(({ key, issue }) => addedKeys.has(key) && issue !== undefined) });
  }

  /** Takes a file out. */
  remove(key: string): void {
    const removed = this.#files.find((picked) => picked.key === key);
    if (removed === undefined) return;
    this.folders = 0;
    this.#listIssue = undefined;
    this.#serverIssues.delete(key);
    this.#files = this.#files.filter((picked) => picked !== removed);
    this.#check();
    this.#changed?.({ added: 0, removed, problems: [], folders: 0 });
  }

  /** Puts other files in place of those in the list, without a word: for another ticket, a draft, or none after sending. */
  replace(files: readonly File[] = []): void {
    this.#serverIssues.clear();
    this.#listIssue = undefined;
    this.folders = 0;
    this.#files = files.map((file) => ({ key: `file-${String(keys += 1)}`, file, issue: undefined, sent: undefined }));
    this.#check();
  }

  /** Notes how much of the nth file has been sent. */
  setProgress(index: number, sent: number): void {
    this.#update((picked, at) => (at === index ? { ...picked, sent } : picked));
  }

  /** Before sending: shows all as waiting, forgets what the server said last time. After a failure: shows none as sent. */
  setSending(sending: boolean): void {
    if (sending) {
      this.#serverIssues.clear();
      this.#listIssue = undefined;
    }
    this.#update((picked) => ({ ...picked, sent: sending ? 0 : undefined }));
    this.#check();
  }

  /** Puts what the server said to the files that it is about. @returns the issues that are about something else. */
  setServerIssues(issues: readonly Issue[]): readonly Issue[] {
    const rest: Issue[] = [];
    for (const issue of issues) {
      const index = issue.path.startsWith(`${this.path}.`) ? Number(issue.path.slice(this.path.length + 1)) : Number.NaN;
      const picked = this.#files[index];
      if (picked !== undefined) this.#serverIssues.set(picked.key, issue);
      else if (issue.path === this.path) this.#listIssue = issue;
      else rest.push(issue);
    }
    this.#check();
    return rest;
  }

  /** Shows or hides that a drag is over the drop zone. */
  setDragging(dragging: boolean): void {
    if (this.dragging === dragging) return;
    this.dragging = dragging;
    this.#host.requestUpdate();
  }

  #check(): void {
    const found = new Map<string, Issue>();
    const tooMany = new Map<number, Issue>();
    for (const issue of checkFiles(this.files, this.#limits, this.path)) {
      if (issue.path !== this.path) found.set(issue.path, issue);
      // Said at those that are too many, so that it is clear which ones have to go.
      else for (let index = Number(issue.limit ?? 0); index < this.#files.length; index += 1) tooMany.set(index, issue);
    }
    this.#update((picked, index) => {
      const issue = found.get(`${this.path}.${String(index)}`) ?? tooMany.get(index) ?? this.#serverIssues.get(picked.key);
      return issue === picked.issue ? picked : { ...picked, issue };
    });
  }

  #update(change: (picked: PickedFile, index: number) => PickedFile): void {
    this.#files = this.#files.map(change);
    this.#host.requestUpdate();
  }
}

/** The same file picked twice is one file; two files that merely have the same name are two. */
const fingerprint = ({ name, size, type, lastModified }: File): string => JSON.stringify([name, size, type, lastModified]);
