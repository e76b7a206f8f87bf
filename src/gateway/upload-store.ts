import { sql } from 'kysely';
import { PortalError, type FileSource, type SliceBytes, type Upload } from '../contract/index.ts';
import { inChunks } from '../sql/in-chunks.ts';
import type { Database } from './database.ts';
import { withDeadline } from './deadline.ts';
import { contentType, HEAD_BYTES } from './files.ts';
import { IDEMPOTENCY_LIFETIME } from './idempotency.ts';
import type { Limits } from './options.ts';

/** Bytes of one row. */
const CHUNK = 256 * 1024;
/** Milliseconds after its last slice that a file waits for the next one, or for its write. */
const LIFETIME = 24 * 60 * 60 * 1000;

/** What was announced about a file. */
export interface Announcement { readonly name: string; readonly type: string; readonly size: number; readonly ticketId: string | null }

/** A file that has arrived, ready for its write. */
export interface ArrivedFile extends FileSource {
  /** The upload's id. */
  readonly upload: string;
  /** What tells this file from others, still known when its bytes are gone. */
  readonly fingerprint: readonly [name: string, type: string, size: number];
}

/** Files on their way, in the database; no more of a file is ever in memory than a chunk. Each belongs to one customer. */
export interface UploadStore {
  /** Announces a file; the same key again answers the same upload. */
  create(customer: string, key: string, file: Announcement): Promise<Upload>;
  /** @throws PortalError `not-found`, also for another customer's and for one that is used up. */
  get(customer: string, id: string): Promise<Upload>;
  /** Keeps a slice as it comes: where it breaks off, what has arrived of it has arrived. */
  append(customer: string, id: string, offset: number, bytes: SliceBytes): Promise<Upload>;
  remove(customer: string, id: string): Promise<void>;
  /** A file for a write on this ticket (null: a new one). Null where it is absent, incomplete, somebody else's or for another ticket. */
  find(customer: string, id: string, ticketId: string | null): Promise<ArrivedFile | null>;
  /** Ties files to a write; false where one is taken by another. */
  claim(ids: readonly string[], write: string): Promise<boolean>;
  /** The write has failed: its files may serve another. */
  release(ids: readonly string[], write: string): Promise<void>;
  /** The write has happened: the bytes can go. Files that another write has taken stay. */
  consume(ids: readonly string[], write: string): Promise<void>;
}

export function createUploadStore(db: Database, limits: Limits, clock: () => number): UploadStore {
  const one = (customer: string, id: string) =>
    db.selectFrom('portico_upload').selectAll().where('customer', '=', customer).where('id', '=', id).where('expires', '>', clock()).executeTakeFirst();
  const answer = (row: { id: string; received: unknown; size: unknown }): Upload =>
    ({ id: row.id, received: Number(row.received), size: Number(row.size), sliceBytes: limits.sliceBytes });
  const absent = (): PortalError => new PortalError('not-found', 'There is no such upload.');
  const present = async (customer: string, id: string) => {
    const row = await one(customer, id);
    if (row === undefined || row.consumed === 1) throw absent();
    return row;
  };

  const forget = async (id: string): Promise<void> => {
    await db.deleteFrom('portico_upload_chunk').where('upload', '=', id).execute();
    await db.deleteFrom('portico_upload').where('id', '=', id).execute();
  };

  /** Keeps the bytes behind those that have arrived. Of two who bring the same, one moves the mark; the other changes nothing, and is told so. */
  const keep = (id: string, position: number, bytes: Uint8Array): Promise<boolean> => db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction.updateTable('portico_upload').set({ received: position + bytes.byteLength, expires: clock() + LIFETIME })
      .where('id', '=', id).where('received', '=', position).where('consumed', '=', 0).executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await transaction.insertInto('portico_upload_chunk').values({ upload: id, position, bytes }).execute();
    return true;
  });

  /** What waits for its write must not fill the disk. */
  async function checkRoom(customer: string, size: number): Promise<void> {
    const { files, bytes } = await db.selectFrom('portico_upload')
      .select([sql<number | string>`count(*)`.as('files'), sql<number | string>`coalesce(sum(size), 0)`.as('bytes')])
      .where('customer', '=', customer).where('consumed', '=', 0).where('expires', '>', clock()).executeTakeFirstOrThrow();
    if (Number(files) >= limits.pendingFiles || Number(bytes) + size > limits.pendingBytes) {
      throw new PortalError('rate-limited', 'Too many files wait for being sent.', { retryAfter: 3600 });
    }
  }

  return {
    async create(customer, key, { name, type, size, ticketId }) {
      const ofKey = () => db.selectFrom('portico_upload').selectAll().where('customer', '=', customer).where('key', '=', key);
      const announced = () => ofKey().executeTakeFirst();
      const expired = await ofKey().where('expires', '<=', clock()).executeTakeFirst();
      // It begins anew: what has come of it may be gone.
      if (expired !== undefined) await forget(expired.id);
      if (await announced() === undefined) {
        await checkRoom(customer, size);
        const row = { id: crypto.randomUUID(), customer, key, ticket: ticketId, name, type, size, received: 0, used_by: null, consumed: 0, expires: clock() + LIFETIME };
        await db.insertInto('portico_upload').values(row).onConflict((conflict) => conflict.columns(['customer', 'key']).doNothing()).execute();
      }
      const row = await announced();
      if (row?.name !== name || row.type !== type || Number(row.size) !== size || row.ticket !== ticketId) {
        throw new PortalError('conflict', 'This idempotency key has announced another file.');
      }
      return answer(row);
    },

    async get(customer, id) {
      return answer(await present(customer, id));
    },

    async append(customer, id, offset, bytes) {
      const { received, size } = await present(customer, id);
      if (offset > Number(received)) throw new PortalError('conflict', 'A slice is missing before this one.');
      // What has arrived already is only read to its end.
      let [isNew, end] = [offset === Number(received), offset];
      for await (const chunk of inChunks(bytes instanceof Blob ? piecesOf(bytes) : bytes, CHUNK)) {
        if (end + chunk.byteLength > Number(size)) throw new PortalError('too-large', 'The file is larger than announced.');
        isNew &&= await withDeadline(limits.writeTimeout, undefined, () => keep(id, end, chunk));
        end += chunk.byteLength;
      }
      return answer(await present(customer, id));
    },

    async remove(customer, id) {
      await present(customer, id);
      // Expired first, so that no write can begin to use what is being deleted.
      const { numUpdatedRows } = await db.updateTable('portico_upload').set({ expires: 0 }).where('id', '=', id).where('used_by', 'is', null).executeTakeFirst();
      if (numUpdatedRows === 0n) throw new PortalError('conflict', 'A write is using this file.');
      await forget(id);
    },

    async find(customer, id, ticketId) {
      const row = await one(customer, id);
      if (row === undefined || row.ticket !== ticketId || Number(row.received) !== Number(row.size)) return null;
      const first = await chunkAt(db, id, 0);
      return {
        upload: id, fingerprint: [row.name, row.type, Number(row.size)], name: row.name, type: contentType(row.type, first?.subarray(0, HEAD_BYTES) ?? new Uint8Array(0)), size: Number(row.size),
        stream: () => chunks(db, id, Number(row.size)),
      };
    },

    async claim(ids, write) {
      for (const id of ids) {
        const { numUpdatedRows } = await db.updateTable('portico_upload').set({ used_by: write })
          .where('id', '=', id).where('consumed', '=', 0).where('expires', '>', clock())
          .where((eb) => eb.or([eb('used_by', 'is', null), eb('used_by', '=', write)])).executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
      }
      return true;
    },

    async release(ids, write) {
      if (ids.length > 0) await db.updateTable('portico_upload').set({ used_by: null }).where('id', 'in', ids).where('used_by', '=', write).where('consumed', '=', 0).execute();
    },

    async consume(ids, write) {
      if (ids.length === 0) return;
      // Known for as long as the write's answer: whoever asks for that again does not send the bytes again.
      await db.updateTable('portico_upload').set({ consumed: 1, used_by: write, expires: clock() + IDEMPOTENCY_LIFETIME }).where('id', 'in', ids)
        .where((eb) => eb.or([eb('used_by', 'is', null), eb('used_by', '=', write)])).execute();
      const consumed = db.selectFrom('portico_upload').select('id').where('id', 'in', ids).where('consumed', '=', 1);
      await db.deleteFrom('portico_upload_chunk').where('upload', 'in', consumed).execute();
    },
  };
}

const piecesOf = async function* (blob: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield new Uint8Array(await blob.arrayBuffer());
};

async function chunkAt(db: Database, upload: string, position: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await db.selectFrom('portico_upload_chunk').select('bytes').where('upload', '=', upload).where('position', '=', position).executeTakeFirst();
  // A copy of its own: drivers hand out views of larger buffers.
  return row === undefined ? undefined : new Uint8Array(row.bytes);
}

/** Reads the rows one by one, as they are asked for. */
function chunks(db: Database, upload: string, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (position === size) {
        controller.close();
        return;
      }
      const bytes = await chunkAt(db, upload, position);
      if (bytes === undefined || bytes.byteLength === 0) throw new PortalError('internal', 'A piece of an upload is missing.');
      position += bytes.byteLength;
      controller.enqueue(bytes);
    },
  }, { highWaterMark: 0 });
}
