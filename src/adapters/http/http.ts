import {
  access, isWrite, mapFiles, mapOperations, ticketing,
  type AccessAdapter, type FileSource, type TicketingAdapter, type WriteContext,
} from '../../contract/index.ts';
import { createCaller, type CallContext, type HttpOptions } from './caller.ts';
import { createUploader } from './uploader.ts';

/**
 * A ticketing system behind a gateway. The signed-in customer is known by the session cookie; the gateway checks everything.
 * Files of a write travel before it, in slices; a file that arrived completely is not sent again when the write itself fails.
 */
export function http(options: HttpOptions): TicketingAdapter {
  const call = createCaller(options);
  const uploader = createUploader(call);
  const adapter = mapOperations(ticketing, (_name, operation) => async (input: Record<string, unknown>, context: CallContext): Promise<unknown> => {
    if (!isWrite(operation)) return call(operation, input, { signal: context.signal });
    const files: FileSource[] = [];
    const ready = await mapFiles(operation, input, (file, index) => {
      files.push(file as FileSource);
      return uploader.send(file as FileSource, index, input['ticketId'] as string | undefined, context as WriteContext);
    });
    return uploader.settle(files, call(operation, ready, context));
  });
  return adapter as unknown as TicketingAdapter;
}

/** Sign-in and sign-out by the gateway. */
export function httpAccess(options: HttpOptions): AccessAdapter {
  const call = createCaller(options);
  const adapter = mapOperations(access, (_name, operation) => (input: Record<string, unknown>, context: CallContext) => call(operation, input, context));
  return adapter as unknown as AccessAdapter;
}
