import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAbort, toPortalError, type Attachment, type FileSource, type PortalError } from '../../contract/index.ts';
import { readFile, saveFile } from '../save-file.ts';

/** How far a download is. */
export interface Download {
  readonly state: 'running' | 'done' | 'failed';
  /** Bytes that have arrived. */
  readonly received: number;
  readonly error: PortalError | undefined;
}

/** The downloads of a conversation's files, by attachment. */
export class DownloadsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #finished: (attachment: Attachment, download: Download) => void;
  readonly #downloads = new Map<string, Download>();
  readonly #running = new Map<string, AbortController>();

  /** @param finished A download is done or has failed. */
  constructor(host: ReactiveControllerHost, finished: (attachment: Attachment, download: Download) => void) {
    this.#host = host;
    this.#finished = finished;
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const abort of this.#running.values()) abort.abort();
  }

  /** How far a file's download is; undefined before the first try. */
  get(attachmentId: string): Download | undefined {
    return this.#downloads.get(attachmentId);
  }

  /** Forgets everything, for another ticket. */
  reset(): void {
    this.hostDisconnected();
    this.#downloads.clear();
  }

  /** Downloads a file and hands it to the browser. A second call while it runs does nothing. */
  async start(attachment: Attachment, open: (signal: AbortSignal) => Promise<FileSource>): Promise<void> {
    const { id, name, type } = attachment;
    if (this.#running.has(id)) return;
    const abort = new AbortController();
    this.#running.set(id, abort);
    this.#set(id, { state: 'running', received: 0, error: undefined });
    let result: Download | undefined;
    try {
      const file = await open(abort.signal);
      const blob = await readFile(file, abort.signal, (received) => { this.#set(id, { state: 'running', received, error: undefined }); });
      saveFile(blob.slice(0, blob.size, type), name);
      result = { state: 'done', received: blob.size, error: undefined };
    } catch (error) {
      result = isAbort(error) ? undefined : { state: 'failed', received: 0, error: toPortalError(error) };
    }
    this.#running.delete(id);
    this.#set(id, result);
    if (result !== undefined) this.#finished(attachment, result);
  }

  #set(id: string, download: Download | undefined): void {
    if (download === undefined) this.#downloads.delete(id);
    else this.#downloads.set(id, download);
    this.#host.requestUpdate();
  }
}
