import { PortalError } from './errors.ts';

/**
 * Fetches a part of the code that is needed only now.
 * @throws PortalError `network` where it cannot be fetched; another try may succeed, unless the browser remembers the failure for the page's life.
 */
export async function fetchPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    throw new PortalError('network', 'A part of Portico could not be fetched.', { cause });
  }
}
