import type { Scope } from '../../contract/index.ts';
import { ok, rejects, same, sameSet } from '../assert.ts';
import { everyTicket } from '../bench.ts';
import { visible } from '../oracle.ts';
import type { Tests } from '../suite.ts';

/** Customers of two organizations, of which the owner grants all or the primary one. */
export function organizationTests({ bench, test, limited }: Tests): void {
  const client = (organizations: NonNullable<Scope['organizations']>): ReturnType<typeof bench.client> => bench.client('ivy', ['mine', 'organization'], null, { organizations });
  const listed = async (organizations: NonNullable<Scope['organizations']>): Promise<string[]> => (await everyTicket(await client(organizations), { view: 'organization' })).map(({ id }) => bench.keyOf(id));
  const own = (): string[] => bench.customer('ivy').organizations.map((id) => bench.id(id, 'organization'));
  const named = async (organizations: NonNullable<Scope['organizations']>): Promise<string[]> => (await (await client(organizations)).getProfile({}, {})).organizations.map(({ id }) => id);

  test('the profile of a member of two organizations names both, or the primary one alone', async () => {
    same(await named('all'), own(), 'organizations where all are granted');
    same(await named('primary'), own().slice(0, 1), 'organizations where the primary one is granted');
  }, 'organizations', 'several-organizations');

  test('the tickets of all organizations are there where all are granted', async () => {
    sameSet(await listed('all'), visible(bench, 'ivy', ['organization']), 'tickets of both organizations');
    await (await client('all')).getTicket({ ticketId: bench.id('stranger') }, {});
  }, 'organizations', 'several-organizations');

  test('the tickets of other organizations are absent where the primary one is granted', async () => {
    const primary = visible(bench, 'ivy', ['organization']).filter((key) => bench.given(key).organization === bench.customer('ivy').organizations[0]);
    sameSet(await listed('primary'), primary, 'tickets of the primary organization');
    await rejects((await client('primary')).getTicket({ ticketId: bench.id('stranger') }, {}), 'not-found', 'a ticket of the other organization');
  }, 'organizations', 'several-organizations');

  limited('several-organizations', async () => {
    ok((await named('all')).length < 2, 'The backend has members of two organizations.');
  });
}
