import { fetchPart, isWrite, mapFiles, mapOperations, ticketing, type FileSource, type TicketingAdapter, type WriteContext } from '../../contract/index.ts';
import { createCaller, type CallContext, type HttpOptions } from './caller.ts';
import type { Uploader } from './uploader.ts';

/**
 * A ticketing system behind a gateway. The signed-in customer is known by the session cookie; the gateway checks everything.
 * Files of a write travel before it, in slices; a file that arrived completely is not sent again when the write itself fails.
 */
export function http(options: HttpOptions): TicketingAdapter {
  const call = createCaller(options);
  let uploader: Uploader | undefined;
  const adapter = mapOperations(ticketing, (_name, operation) => async (input: Record<string, unknown>, context: CallContext): Promise<unknown> => {
    if (!isWrite(operation)) return call(operation, input, { signal: context.signal, passive: context.passive });
    const files: FileSource[] = [];
    const ready = await mapFiles(operation, input, async (file, index) => {
      files.push(file as FileSource);
      // What sends files is fetched with the first of them.
      const { createUploader } = await fetchPart(() => import('./uploader.ts'));
      uploader ??= createUploader(call);
      return uploader.send(file as FileSource, index, input['ticketId'] as string | undefined, context as WriteContext);
    });
    const write = call(operation, ready, context);
    return uploader?.settle(files, write) ?? write;
  });
  return adapter as unknown as TicketingAdapter;
}
