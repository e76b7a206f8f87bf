import type * as z from 'zod/mini';
import type { OperationCapability } from './capabilities.ts';

/** One line of an operation table. Everything about an operation is derived from its line: types, client, route, API document, policy, tests. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the gateway's API prefix; `:name` is the input's property of that name, one path segment. */
  readonly path: string;
  /** What the operation does, as one sentence; the API document shows it. */
  readonly summary: string;
  /** Schema of the whole input, an object: path parameters, then query (GET, DELETE) or JSON body (POST, PUT). */
  readonly input: z.ZodMiniType;
  /** Schema of the output, sent as JSON; `file` is a file as the body of the response. */
  readonly output: z.ZodMiniType | 'file';
  /** The capability without which the operation rejects with `unsupported`; absent where every backend must have it. */
  readonly capability?: OperationCapability;
  /** The input's properties that are numbers; in an address they are text. */
  readonly numeric?: readonly string[];
  /** The input's property that holds files; on the wire each file is the id of its upload. */
  readonly files?: 'files';
  /** The input's property that is sent as the raw bytes of the body; all others then go into the query. */
  readonly bytes?: string;
}

/** A table of operations. */
export type OperationTable = Readonly<Record<string, Operation>>;

/** What a caller passes: properties with defaults may be left out. */
export type CallerInput<Line extends Operation> = z.input<Line['input']>;

/** What an implementation receives: parsed, with defaults filled in. */
export type ParsedInput<Line extends Operation> = z.output<Line['input']>;

/** What an operation answers. */
export type Output<Line extends Operation> = Line['output'] extends z.ZodMiniType ? z.output<Line['output']> : FileOutput;

type FileOutput = import('./schemas.ts').FileSource;

/** What accompanies a call that only reads. */
export interface ReadContext {
  /** Aborted when the caller no longer wants the answer; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Nobody has asked for it: a page looks whether something has happened meanwhile. No activity of the customer's. */
  readonly passive?: boolean | undefined;
}

/** What accompanies a call that writes. */
export interface WriteContext extends ReadContext {
  /** Made when the customer presses send, the same for every repetition of that press: the write happens once. At most 100 letters, digits, `-` and `_`. */
  readonly idempotencyKey: string;
  /** Called while files travel: bytes sent of the file at this index (in the order in which the input holds the files). */
  readonly onProgress?: ((progress: { readonly file: number; readonly sent: number; readonly size: number }) => void) | undefined;
}

/** The context of an operation: writes need an idempotency key. */
export type Context<Line extends Operation> = Line['method'] extends 'GET' ? ReadContext : WriteContext;

/** Whether an operation changes something. */
export const isWrite = (operation: Operation): boolean => operation.method !== 'GET';

/** The names of a table in its order, typed. */
export const operationNames = <Table extends OperationTable>(table: Table): (keyof Table & string)[] => Object.keys(table);

/** Builds a value for every operation of a table; there is no way to leave one out. */
export function mapOperations<Table extends OperationTable, Value>(
  table: Table, make: (name: keyof Table & string, operation: Operation) => Value,
): Record<keyof Table & string, Value> {
  return Object.fromEntries(operationNames(table).map((name) => [name, make(name, table[name] as Operation)])) as Record<keyof Table & string, Value>;
}
