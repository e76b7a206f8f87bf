/** For the tests of what owners decide; no test itself: it is named like one so that the package does not ship it. */
import { defaultSettings, publicPart, type PublicSettings } from '../contract/index.ts';

/** What visitors get to know where an owner has set this and left the rest. */
export const ownerSettings = (set: Partial<PublicSettings> = {}): PublicSettings => ({ ...publicPart(defaultSettings()), ...set });
