import { PortalError } from '../../contract/index.ts';
import type { Database } from '../database.ts';
import { checkedAddress } from './accounts.ts';
import type { AccessServices } from './services.ts';

/** Somebody in a group: an address, or everybody of a domain (`@acme.example`). */
export interface GroupMember { readonly group: string; readonly member: string }

/** The owner's groups of people, on the server only. `access.admit` names those that are let in; a change holds from the next request on. */
export interface Groups {
  /** Puts an address, or a domain written with `@` before it, into a group, which exists as long as it has members. @throws PortalError `invalid-input` */
  add(group: string, member: string): Promise<GroupMember>;
  /** @throws PortalError `not-found` for somebody who is not in the group, `invalid-input` */
  remove(group: string, member: string): Promise<void>;
  /** The members of a group, or of all, in order. */
  list(group?: string): Promise<readonly GroupMember[]>;
}

/** @param open Resolves when the database is ready. */
export function createGroups(open: () => Promise<AccessServices>): Groups {
  return {
    async add(typedGroup, typed) {
      const entry = checked(typedGroup, typed);
      await (await open()).db.insertInto('portico_group_member').values(entry).onConflict((conflict) => conflict.doNothing()).execute();
      return entry;
    },
    async remove(typedGroup, typed) {
      const { group, member } = checked(typedGroup, typed);
      const { numDeletedRows } = await (await open()).db.deleteFrom('portico_group_member').where('group', '=', group).where('member', '=', member).executeTakeFirst();
      if (numDeletedRows === 0n) throw new PortalError('not-found', `${member} is not in the group "${group}".`);
    },
    async list(group) {
      const members = (await open()).db.selectFrom('portico_group_member').select(['group', 'member']).orderBy('group').orderBy('member');
      return (group === undefined ? members : members.where('group', '=', group.trim())).execute();
    },
  };
}

/** The groups that an address is in, by itself or by its domain. @param email In lower case. */
export async function groupsOf(db: Database, email: string): Promise<readonly string[]> {
  const domain = email.slice(email.lastIndexOf('@'));
  const rows = await db.selectFrom('portico_group_member').select('group').distinct().where('member', 'in', [email, domain]).execute();
  return rows.map(({ group }) => group);
}

function checked(typedGroup: string, typed: string): GroupMember {
  const group = typedGroup.trim();
  if (group === '' || group.length > 100) throw new PortalError('invalid-input', 'The name of a group has 1 to 100 characters.', { issues: [{ path: 'group', code: 'invalid' }] });
  const member = typed.trim().toLowerCase();
  try {
    checkedAddress(member.startsWith('@') ? `anybody${member}` : member);
  } catch (cause) {
    throw new PortalError('invalid-input', `"${typed}" is neither an address nor a domain such as @acme.example.`, { cause, issues: [{ path: 'member', code: 'invalid' }] });
  }
  return { group, member };
}
