import { understood } from './understood.ts';

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** Whether a language is written from right to left: its script is. */
export const isRightToLeft = (language: string): boolean => RIGHT_TO_LEFT.has(understood(language).script ?? '');
