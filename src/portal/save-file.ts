import { PortalError, type FileSource } from '../contract/index.ts';

/** Kinds of picture that a browser shows without running anything that may be in them. */
export const isPicture = (type: string): boolean => /^image\/(?:png|jpe?g|pjpeg|gif|webp|bmp|avif)$/i.test(type);

/** Reads a file to its end. @param onProgress Called with the bytes that have arrived. @throws PortalError `network` when it breaks off. */
export async function readFile(file: FileSource, signal: AbortSignal, onProgress?: (received: number) => void): Promise<Blob> {
  let received = 0;
  const counted = file.stream().pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      received += chunk.length;
      onProgress?.(received);
      controller.enqueue(chunk);
    },
  }), { signal });
  try {
    // A response collects into a blob without holding all of a large file in memory.
    const blob = await new Response(counted).blob();
    signal.throwIfAborted();
    if (Number.isFinite(file.size) && file.size > 0 && blob.size !== file.size) throw new PortalError('network', 'The file broke off.');
    return blob;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PortalError) throw error;
    throw new PortalError('network', 'The file could not be read to its end.', { cause: error });
  }
}

/**
 * Hands a file to the browser's downloads. Never as something that a browser would open in the page's own name: a web view that
 * ignores `download` then shows bytes instead of running a page.
 */
export function saveFile(blob: Blob, name: string): void {
  const harmless = isPicture(blob.type) || blob.type === 'application/pdf' ? blob : new Blob([blob], { type: 'application/octet-stream' });
  const url = URL.createObjectURL(harmless);
  const link = document.createElement('a');
  link.href = url;
  // Path signs, control signs, and signs that turn the direction of text around: `gnp.exe` must not read as `exe.png`.
  link.download = name.replace(/[\\/\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '_') || 'file';
  link.click();
  // The browser reads the blob after the click; there is no event that says when it is done.
  setTimeout(() => { URL.revokeObjectURL(url); }, 60_000);
}
