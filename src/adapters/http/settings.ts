import { mapOperations, settingsOperations, validatedTable, type Operation, type SettingsClient } from '../../contract/index.ts';
import { createCaller, type CallContext, type HttpOptions } from './caller.ts';

type Call = (input: Record<string, unknown>, context: CallContext) => Promise<unknown>;

/**
 * What owners do with their settings, by the gateway, which knows them by their session; everybody else is `forbidden`. Holds the schema of the
 * whole document: nothing for the elements of customers to load.
 */
export function httpSettings(options: HttpOptions): SettingsClient {
  const call = createCaller(options);
  const operations = mapOperations(settingsOperations, (_name, operation: Operation): Call => (input, context) => call(operation, input, context));
  return validatedTable(settingsOperations, operations) as unknown as SettingsClient;
}
