import * as z from 'zod/mini';
import { isAbort, PortalError, toPortalError, type Issue, type IssueCode } from './errors.ts';
import { fileSource } from './schemas.ts';
import { isWrite, mapOperations, type Operation, type OperationTable, type WriteContext } from './operation.ts';

// zod probes `new Function` before it first parses, which a strict content security policy reports as a violation.
z.config({ jitless: true });

type AnyImplementation = (input: never, context: never) => Promise<unknown>;
type Call = (input: unknown, context: Partial<WriteContext>) => Promise<unknown>;

/** Looks at an input that its schema has let through. */
export type InputCheck = (input: never, context: never) => Promise<readonly Issue[]>;

/** What {@link import('./validated-ticketing.ts').validated} does, for any table of operations. */
export function validatedTable(table: OperationTable, implementation: object, checks: Partial<Record<string, InputCheck>> = {}): Record<string, Call> {
  return mapOperations(table, (name, operation): Call => async (input, context) => {
    const call = (implementation as Record<string, AnyImplementation | undefined>)[name];
    if (call === undefined) throw new PortalError('unsupported', `This backend has no ${name}.`);
    const parsed = parseInput(operation, input);
    if (isWrite(operation) && !/^[\w-]{1,100}$/.test(context.idempotencyKey ?? '')) {
      throw new PortalError('invalid-input', `${name} needs an idempotency key of 1 to 100 letters, digits, - or _.`);
    }
    context.signal?.throwIfAborted();
    try {
      const issues = await checks[name]?.(parsed as never, context as never) ?? [];
      if (issues.length > 0) throw invalidInput(issues);
      return parseOutput(name, operation, await call.call(implementation, parsed as never, context as never));
    } catch (error) {
      context.signal?.throwIfAborted();
      throw isAbort(error) ? error : toPortalError(error);
    }
  });
}

/** Parses an operation's input with its schema. @throws PortalError `invalid-input` with an issue for each value that is wrong. */
export function parseInput(operation: Operation, input: unknown): unknown {
  const result = z.safeParse(operation.input, input);
  if (result.success) return result.data;
  throw invalidInput(result.error.issues.map((issue): Issue => ({ path: issue.path.join('.'), code: issueCode(issue) })));
}

function invalidInput(issues: readonly Issue[]): PortalError {
  const names = issues.map(({ path, code }) => `${path || 'input'} (${code})`).join(', ');
  return new PortalError('invalid-input', `Invalid input: ${names}.`, { issues });
}

function issueCode(issue: z.core.$ZodIssue): IssueCode {
  if (issue.message === 'required') return 'required';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'too-long' : 'too-big';
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'too-short' : 'too-small';
  return 'invalid';
}

/** Parses an operation's output with its schema. @throws PortalError `bad-response` that names the property but not its value. */
export function parseOutput(name: string, operation: Operation, output: unknown): unknown {
  const schema = operation.output === 'file' ? fileSource : operation.output;
  const result = z.safeParse(schema, output);
  if (result.success) return result.data;
  const where = result.error.issues.map((issue) => issue.path.join('.') || 'answer').slice(0, 5).join(', ');
  throw new PortalError('bad-response', `${name} answered something unexpected at: ${where}.`);
}
