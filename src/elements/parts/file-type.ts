import { html, type TemplateResult } from 'lit';

/** What kind of file it is, in a few letters: its ending (`PDF`), else the second half of its media type; `''` where neither tells. */
export function fileKind(name: string, type: string): string {
  const ending = /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1];
  const subtype = /^[^/]+\/(?:x-|vnd\.)?([a-z\d]{1,8})/i.exec(type)?.[1];
  return (ending ?? (subtype === 'octet' ? '' : subtype) ?? '').toUpperCase();
}

/** Kind and size of a file, `PDF · 1.5 MB`: from right to left they keep their order. */
export const kindAndSize = (kind: string, size: string): TemplateResult => (kind === '' ? html`${size}` : html`<bdi>${kind}</bdi> · <bdi>${size}</bdi>`);
