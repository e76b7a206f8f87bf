import { access, mapOperations, type AccessAdapter } from '../../contract/index.ts';
import { createCaller, type CallContext, type HttpOptions } from './caller.ts';

/** Sign-in and sign-out by the gateway. */
export function httpAccess(options: HttpOptions): AccessAdapter {
  const call = createCaller(options);
  const adapter = mapOperations(access, (_name, operation) => (input: Record<string, unknown>, context: CallContext) => call(operation, input, context));
  return adapter as unknown as AccessAdapter;
}
