import { PortalError, type FileSource, type TicketingAdapter, type TicketingBackend } from '../../src/contract/index.ts';

/** A point on the way of the next writes of an operation to the ticketing system. */
export interface BackendFault {
  readonly operation: 'reply' | 'createTicket';
  /** Before the ticketing system has got it, while it gets the files, or when it has kept it and nobody knows. */
  readonly point: 'before' | 'body' | 'committed';
  readonly times: number;
}

/** What happens at that point: it fails, never answers, or nothing after all. */
export type Fate = 'fail' | 'hang' | 'go on';

/**
 * A ticketing system whose writes fail when that is ordered.
 * @param decide Asked when the point has been reached.
 */
export function failingBackend(backend: TicketingBackend, decide: () => Promise<Fate>): { readonly backend: TicketingBackend; order(fault: BackendFault | null): void } {
  let ordered: BackendFault | null = null;
  let left = 0;
  const take = (operation: BackendFault['operation']): BackendFault['point'] | null => {
    if (ordered === null || ordered.operation !== operation || left === 0) return null;
    left -= 1;
    return ordered.point;
  };
  const meet = async (): Promise<void> => {
    const fate = await decide();
    if (fate === 'hang') await new Promise(() => undefined);
    if (fate === 'fail') throw new PortalError('unavailable', 'The ticketing system has failed, as ordered.');
  };
  type Write = (input: { readonly files: Files }, context: object) => Promise<unknown>;
  const wrapped = (name: BackendFault['operation'], call: Write): Write => async (input, context) => {
    const point = take(name);
    if (point === 'before') await meet();
    const answer = await call(point === 'body' ? { ...input, files: breaking(input.files, meet) } : input, context);
    if (point === 'committed') await meet();
    return answer;
  };
  return {
    order(fault) {
      ordered = fault;
      left = fault?.times ?? 0;
    },
    backend: {
      ...backend,
      adapterFor(customer, scope) {
        const adapter = backend.adapterFor(customer, scope);
        const { reply, createTicket } = adapter;
        return { ...adapter, ...reply && { reply: wrapped('reply', reply as Write) }, ...createTicket && { createTicket: wrapped('createTicket', createTicket as Write) } } as TicketingAdapter;
      },
    },
  };
}

type Files = readonly FileSource[] | Readonly<Record<string, readonly FileSource[]>>;

/** Files in whose first something happens when half of its first piece has been read. */
function breaking(files: Files, meet: () => Promise<void>): Files {
  const isList = Array.isArray as (value: Files) => value is readonly FileSource[];
  if (isList(files)) return files.map((file, index) => (index === 0 ? broken(file, meet) : file));
  return Object.fromEntries(Object.entries(files).map(([field, list]) => [field, list.map((file, index) => (index === 0 ? broken(file, meet) : file))]));
}

function broken({ name, type, size, stream }: FileSource, meet: () => Promise<void>): FileSource {
  return {
    name, type, size,
    stream: () => stream().pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      async transform(bytes, controller) {
        const half = Math.ceil(bytes.length / 2);
        controller.enqueue(bytes.subarray(0, half));
        await meet();
        controller.enqueue(bytes.subarray(half));
      },
    })),
  };
}
