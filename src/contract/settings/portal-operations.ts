import * as z from 'zod/mini';
import type { Operation } from '../operation.ts';
import { publicSettings } from './public-settings.ts';

/** What every visitor may know of a portal. Small, because every page loads it. */
export const portalOperations = {
  getPortal: {
    method: 'GET', path: '/portal', input: z.object({}), output: publicSettings,
    summary: 'The public part of the owner\'s settings: name, texts, menu, look.',
  },
} as const satisfies Record<string, Operation>;
