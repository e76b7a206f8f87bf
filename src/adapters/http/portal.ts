import { parseOutput, portalOperations, type PublicSettings } from '../../contract/index.ts';
import { createCaller, type HttpOptions } from './caller.ts';

/** What asks the gateway for the public part of the owner's settings. A gateway that has none rejects with `not-found`. */
export function httpPortal(options: HttpOptions): () => Promise<PublicSettings> {
  const call = createCaller(options);
  const { getPortal } = portalOperations;
  return async () => parseOutput('getPortal', getPortal, await call(getPortal, {}, {})) as PublicSettings;
}
