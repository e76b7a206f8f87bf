import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError } from '../contract/index.ts';
import { inChunks } from '../sql/in-chunks.ts';
import { limitedPieces } from './pieces.ts';

function bodyOf(lengths: readonly number[]): Request {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const [index, length] of lengths.entries()) controller.enqueue(new Uint8Array(length).fill(index + 1));
      controller.close();
    },
  });
  return new Request('https://gateway.example', { method: 'PUT', body, duplex: 'half' } as RequestInit);
}

describe('the pieces of a body', () => {
  it('come in chunks of one length, in their order, from one place in memory', async () => {
    for (const lengths of [[], [3], [4], [9], [1, 2, 3, 4, 5], [4, 4], [5, 1, 1, 1]]) {
      const [chunks, places]: [number[][], Set<ArrayBuffer>] = [[], new Set()];
      for await (const chunk of inChunks(limitedPieces(bodyOf(lengths), 100), 4)) {
        chunks.push([...chunk]);
        places.add(chunk.buffer);
      }
      assert.deepEqual(chunks.flat(), lengths.flatMap((length, index) => Array<number>(length).fill(index + 1)));
      assert(chunks.slice(0, -1).every(({ length }) => length === 4) && (chunks.at(-1)?.length ?? 4) <= 4, JSON.stringify(chunks));
      assert(places.size <= 1);
    }
  });

  it('end where they are too many', async () => {
    const read = async (request: Request): Promise<number> => {
      let pieces = 0;
      for await (const _piece of limitedPieces(request, 10)) pieces += 1;
      return pieces;
    };
    assert.equal(await read(bodyOf([5, 5])), 2);
    await assert.rejects(read(bodyOf([5, 5, 1])), (error) => isPortalError(error, 'too-large'));
    await assert.rejects(read(new Request('https://gateway.example', { method: 'PUT', body: 'x', headers: { 'Content-Length': '11' } })), (error) => isPortalError(error, 'too-large'));
  });
});
