import { PortalError, type FileSource, type ReadContext, type WriteContext } from '../../contract/index.ts';
import { inChunks } from '../../sql/in-chunks.ts';
import { abortable, absent } from './errors.ts';
import type { Db, Store } from './schema.ts';
import { plain } from './text.ts';

/** Bytes of one row: few enough for memory, many enough for speed. */
export const CHUNK_BYTES = 256 * 1024;

/** A file as an agent or a mail import adds it: `contentId` is the `Content-ID` by which the message's HTML shows it. */
export type DeskFile = FileSource & { readonly contentId?: string | undefined };

/** A file whose bytes are in the database, but which no message has yet. */
export interface StagedFile { readonly fileId: number; readonly name: string; readonly type: string; readonly size: number; readonly contentId: string | null }

/**
 * Writes the bytes of files, one chunk at a time and outside of any transaction: a slow sender must not keep others from writing.
 * What is never attached (the sender gave up, the process died) is removed by {@link sweepFiles}.
 */
export async function stageFiles(store: Store, files: readonly DeskFile[], maxBytes: number, context: Partial<WriteContext>): Promise<StagedFile[]> {
  const staged: StagedFile[] = [];
  try {
    for (const [index, file] of files.entries()) {
      const { id } = await store.db.insertInto('desk_file').values({ created: store.now(), attached: 0 }).returning('id').executeTakeFirstOrThrow();
      // Known before its bytes are, so that it is discarded too when they do not come.
      staged.push({ fileId: id, name: plain(file.name), type: plain(file.type), size: file.size, contentId: file.contentId ?? null });
      const size = await writeChunks(store, id, file, maxBytes, context.signal, (sent) => context.onProgress?.({ file: index, sent, size: file.size }));
      staged[index] = { ...staged[index] as StagedFile, size };
    }
    return staged;
  } catch (error) {
    // The sweep will do it if this does not; what went wrong first is what matters.
    await discardFiles(store.db, staged).catch(() => undefined);
    throw error;
  }
}

async function writeChunks({ db }: Store, fileId: number, file: FileSource, maxBytes: number, signal: AbortSignal | undefined, progress: (sent: number) => void): Promise<number> {
  let [size, position] = [0, 0];
  for await (const bytes of inChunks(piecesOf(file.stream(), signal), CHUNK_BYTES)) {
    size += bytes.length;
    if (size > maxBytes) throw new PortalError('too-large', `A file has more than ${maxBytes} bytes.`);
    await db.insertInto('desk_file_chunk').values({ file_id: fileId, position, bytes }).execute();
    position += 1;
    progress(size);
  }
  if (size === 0 || (Number.isFinite(file.size) && size !== file.size)) {
    throw new PortalError('invalid-input', 'A file is empty, or not as long as was said.', { issues: [{ path: 'files', code: size === 0 ? 'file-empty' : 'invalid' }] });
  }
  return size;
}

/** The pieces of a stream as they come; ends it when the caller gives up, even while it hangs. */
async function* piecesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const giveUp = (): void => void reader.cancel(signal?.reason).catch(() => undefined);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await reader.cancel().catch(() => undefined);
  }
}

/** Binds staged files to their message, within the transaction that writes it. */
export async function attachFiles(transaction: Db, messageId: number, staged: readonly StagedFile[]): Promise<void> {
  for (const { fileId, name, type, size, contentId } of staged) {
    const { numUpdatedRows } = await transaction.updateTable('desk_file').set({ attached: 1 }).where('id', '=', fileId).where('attached', '=', 0).executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw new PortalError('timeout', 'A file took so long that its bytes have been given up.');
    await transaction.insertInto('desk_attachment').values({ message_id: messageId, name, type, size, content_id: contentId, file_id: fileId }).execute();
  }
}

/** Forgets staged files that are not needed after all. */
export async function discardFiles(db: Db, staged: readonly StagedFile[]): Promise<void> {
  if (staged.length === 0) return;
  await db.deleteFrom('desk_file').where('attached', '=', 0).where('id', 'in', staged.map(({ fileId }) => fileId)).execute();
}

/** An attachment as a file to download, read chunk by chunk as the receiver takes it. */
export function fileOf({ db }: Pick<Store, 'db'>, attachment: { readonly name: string; readonly type: string; readonly size: number; readonly file_id: number }, { signal }: ReadContext): FileSource {
  const { name, type, size, file_id: fileId } = attachment;
  const stream = (): ReadableStream<Uint8Array<ArrayBuffer>> => {
    let [position, sent] = [0, 0];
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        signal?.throwIfAborted();
        const row = await db.selectFrom('desk_file_chunk').select('bytes').where('file_id', '=', fileId).where('position', '=', position).executeTakeFirst(abortable(signal));
        if (row === undefined || row.bytes.length === 0) {
          if (sent !== size) throw absent();
          controller.close();
          return;
        }
        // A copy: pg hands out views of one large buffer.
        controller.enqueue(new Uint8Array(row.bytes));
        position += 1;
        sent += row.bytes.length;
      },
    }, { highWaterMark: 0 });
  };
  return { name, type, size, stream };
}

/** How long bytes may wait for their message before they are taken for lost: longer than any upload. */
const ORPHANED_AFTER = 24 * 60 * 60 * 1000;

/** Removes bytes that never became part of a message. */
export async function sweepFiles({ db, now }: Store): Promise<void> {
  await db.deleteFrom('desk_file').where('attached', '=', 0).where('created', '<', now() - ORPHANED_AFTER).execute();
}
