import { createContext } from '@lit/context';
import type { Portal } from './portal.ts';

/** The portal of the surrounding element. The key is shared by all copies of the library on a page. */
export const portalContext = createContext<Portal | undefined>(Symbol.for('portico.portal'));
