type Bytes = Uint8Array<ArrayBuffer>;

/** Cuts pieces of any length into chunks of the same, but for the last. There is one chunk in memory: it holds other bytes as soon as the next one is asked for. */
export async function* inChunks(pieces: AsyncIterable<Bytes>, length: number): AsyncGenerator<Bytes> {
  const chunk = new Uint8Array(length);
  let filled = 0;
  for await (const piece of pieces) {
    for (let taken = 0; taken < piece.byteLength;) {
      const part = piece.subarray(taken, taken + length - filled);
      chunk.set(part, filled);
      filled += part.byteLength;
      taken += part.byteLength;
      if (filled < length) continue;
      yield chunk;
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
