import { fold, type Person } from '../../contract/index.ts';
import { account, collection, read, type Account } from './answers.ts';
import { nameOf, type People } from './people.ts';
import type { Rt } from './rt.ts';
import { isDoubtful } from './search.ts';
import { same } from './scope.ts';

/** How many people are found at most. */
const MOST = 20;
/** How many pages of a hundred are looked through for them. */
const PAGES = 10;

interface Wanted {
  /** What their name or address holds; everybody's holds `''`. */
  readonly search: string;
  /** The organization that they belong to; null for any. */
  readonly organization: string | null;
  /** The address of who is not meant. */
  readonly except?: string;
}

/**
 * Customers by name or address, in the order of their addresses; never an agent. RT finds candidates: it drops, without a word, a condition on what the
 * reader may not search by (`$UserSummaryExtraInfo`), and knows no "or" between name and address.
 */
export async function findPeople(rt: Rt, people: People, wanted: Wanted, signal?: AbortSignal): Promise<Person[]> {
  const text = fold(wanted.search.trim());
  const fits = (user: Account): boolean => user.EmailAddress !== ''
    && [nameOf(user), user.EmailAddress].some((one) => fold(one).includes(text))
    && (wanted.organization === null || same(user.Organization, wanted.organization))
    && (wanted.except === undefined || !same(user.EmailAddress, wanted.except));
  const found = new Map<string, Person>();
  const columns = text === '' ? [null] : ['EmailAddress', 'RealName'];
  for (const column of columns) {
    for (let page = 1; page <= PAGES && found.size < MOST; page += 1) {
      const users = await pageOf(rt, column, wanted, page, signal);
      for (const user of await customersAmong(people, users.filter((one) => fits(one) && !found.has(one.id)), MOST - found.size, signal)) {
        found.set(user.id, { name: nameOf(user), email: user.EmailAddress });
      }
      if (users.length < 100) break;
    }
  }
  return [...found.values()].sort((a, b) => (fold(a.email) < fold(b.email) ? -1 : 1));
}

async function pageOf(rt: Rt, column: string | null, { search, organization }: Wanted, page: number, signal?: AbortSignal): Promise<Account[]> {
  const pattern = [...search.trim()].map((letter) => (/[%_\\]/.test(letter) || isDoubtful(letter) ? '%' : letter)).join('');
  const { data } = await rt.call('reader', {
    path: `/users?fields=RealName,EmailAddress,Organization&orderby=EmailAddress&per_page=100&page=${String(page)}`, method: 'POST', signal,
    json: [
      ...(column === null ? [] : [{ field: column, operator: 'LIKE', value: pattern }]),
      ...(organization === null ? [] : [{ field: 'Organization', value: organization }]),
    ],
  });
  return read(collection(account), data, 'a list of users').items;
}

/** The first few of them who are no agents. A list does not tell, so that it takes a call for each who is not known yet: never more at once than are wanted. */
async function customersAmong(people: People, users: readonly Account[], most: number, signal?: AbortSignal): Promise<Account[]> {
  const found: Account[] = [];
  for (let start = 0; start < users.length && found.length < most; start += most) {
    const some = users.slice(start, start + most);
    const roles = await Promise.all(some.map(async ({ id }) => (await people.author(id, { Requestor: [] }, signal)).role));
    found.push(...some.filter((_user, index) => roles[index] === 'customer'));
  }
  return found.slice(0, most);
}
