import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { View } from '../../contract/index.ts';
import { connect } from './connect.ts';
import { lastingDatabases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';

const ALICE = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const BOB = { id: '2', email: 'bob@labs.example', name: 'Bob' };
const BOTH = { id: '3', email: 'both@plans.example', name: 'Both' };

for (const databases of await lastingDatabases()) {
  describe(`the search of a desk on ${databases.name}`, { skip: databases.missing ?? false }, () => {
    let backend: Desk;
    let open: Awaited<ReturnType<typeof databases.create>>;
    let ticketId: string;
    before(async () => {
      open = await databases.create();
      backend = await desk({ dialect: open() });
      // Ids that could be taken for those of people.
      for (const id of ['1', '2', '1o2']) await backend.agent.saveOrganization({ id, name: id });
      await backend.agent.savePerson({ ...ALICE, organizations: ['1'] });
      await backend.agent.savePerson({ ...BOB, organizations: ['2'] });
      await backend.agent.savePerson({ ...BOTH, organizations: ['2', '1'] });
      ticketId = await backend.agent.createTicket({ subject: 'A widget that sings', requester: ALICE });
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'It knows nothing but barcaroles.' });
    });
    after(async () => {
      await backend.close();
      await databases.remove();
    });

    const finds = async (who: typeof ALICE, view: View, search: string): Promise<boolean> => {
      const adapter = backend.adapterFor(who, { views: ['mine', 'organization', 'cc'], filter: null, organizations: 'all' });
      return (await adapter.listTickets({ view, search, sort: 'lastActivity', direction: 'descending', limit: 5 }, {})).items.length === 1;
    };
    const whoFinds = async (search: string): Promise<boolean[]> =>
      Promise.all([finds(ALICE, 'mine', search), finds(ALICE, 'organization', search), finds(BOB, 'mine', search), finds(BOB, 'organization', search), finds(BOTH, 'organization', search)]);

    it('finds in the tickets of a view, and in no others', async () => {
      for (const search of ['that sings', 'barcarole']) assert.deepEqual(await whoFinds(search), [true, true, false, false, true], search);
      assert.equal((await backend.agent.listTickets({ search: 'barcarole' })).items.length, 1);
    });

    it('follows a ticket that goes to another organization, and finds its later messages there', async () => {
      await backend.agent.setOrganization(ticketId, '2');
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'Now it has begun a madrigal.' });
      for (const search of ['that sings', 'barcarole', 'madrigal']) assert.deepEqual(await whoFinds(search), [true, false, false, true, true], search);
    });

    it('finds tickets of no organization', async () => {
      await backend.agent.setOrganization(ticketId, null);
      for (const search of ['that sings', 'barcarole']) assert.deepEqual(await whoFinds(search), [true, false, false, false, false], search);
    });

    it('finds what SQL has put in once it is filled anew', async () => {
      const { db } = await connect({ dialect: open() });
      await sql`update desk_message set text = 'Fugues', search = 'fugues' where search like '%barcarole%'`.execute(db);
      await db.destroy();
      await backend.fillSearch();
      assert.deepEqual([await finds(ALICE, 'mine', 'fugues'), await finds(ALICE, 'mine', 'barcarole'), await finds(ALICE, 'mine', 'sings')], [true, false, true]);
    });
  });
}
