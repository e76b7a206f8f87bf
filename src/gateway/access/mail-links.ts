import type { AccessServices } from './services.ts';
import { guarded, tokenBounds } from './throttling.ts';
import type { AccessPart } from './visit.ts';

/** What a page shows before somebody presses its button: mail scanners open links, so opening one uses nothing up. */
export function mailLinkPart({ settings: { limits }, tokens, throttle }: AccessServices): AccessPart<'readMailLink'> {
  return {
    async readMailLink({ token }, visit) {
      const { purpose, data: { email, name } } = await guarded(throttle, tokenBounds(visit.address, limits), () => tokens.read(token));
      return { purpose, email, name };
    },
  };
}
