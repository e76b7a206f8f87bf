import { PortalError } from '../../contract/index.ts';

/** Remembers where pages ended. A cursor is bound to its query and its customer, and means nothing to anybody else. */
export class Bookmarks<Place> {
  readonly #held = new Map<string, { readonly query: string; readonly place: Place }>();
  readonly #cursors = new Map<string, string>();

  /** A cursor that continues after this place; the same place of the same list has one cursor. */
  add(query: string, place: Place): string {
    const name = JSON.stringify([query, place]);
    const known = this.#cursors.get(name);
    if (known !== undefined) return known;
    const cursor = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    this.#held.set(cursor, { query, place });
    this.#cursors.set(name, cursor);
    return cursor;
  }

  /** The place after which a page starts; undefined for the first page. @throws PortalError `invalid-input` for a cursor of another query. */
  find(query: string, cursor: string | undefined): Place | undefined {
    if (cursor === undefined) return undefined;
    const bookmark = this.#held.get(cursor);
    if (bookmark?.query !== query) throw new PortalError('invalid-input', 'This cursor does not belong to this list.', { issues: [{ path: 'cursor', code: 'invalid' }] });
    return bookmark.place;
  }
}
