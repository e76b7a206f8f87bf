import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isPortalError, validated, type TicketingClient, type TicketQueryInput } from '../../contract/index.ts';
import { allDatabases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';

const ME = { id: '1', email: 'me@cursor.example', name: 'Me' };

for (const databases of await allDatabases()) {
  describe(`a list on ${databases.name}`, { skip: databases.missing ?? false }, () => {
    let backend: Desk;
    let me: TicketingClient;
    const subjects = ['one', '\u0001'.repeat(250), `${'\u0001'.repeat(249)}2`, '漢'.repeat(250), '"\\'.repeat(125), '\ufdfa'.repeat(250), '😀'.repeat(125), 'zwei'];
    before(async () => {
      backend = await desk({ dialect: (await databases.create())() });
      me = validated(backend.adapterFor(ME, { views: ['mine'], filter: null }));
      for (const subject of subjects) await backend.agent.createTicket({ subject, requester: ME });
    });
    after(async () => {
      await backend.close();
      await databases.remove();
    });

    it('goes on to its end by any subject', async () => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await me.listTickets({ sort: 'subject', direction: 'ascending', limit: 1, cursor }, {});
        found.push(...page.items.map(({ subject }) => subject));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      assert.deepEqual(new Set(found), new Set(subjects));
      assert.equal(found.length, subjects.length);
    });

    it('refuses a cursor with numbers and letters that no ticket has', async () => {
      const forged = async (sort: NonNullable<TicketQueryInput['sort']>, places: readonly (readonly [unknown, unknown])[]): Promise<void> => {
        const { nextCursor } = await me.listTickets({ sort, limit: 1 }, {});
        const [of] = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString()) as [string];
        for (const place of places) {
          const cursor = Buffer.from(JSON.stringify([of, ...place])).toString('base64url');
          await assert.rejects(me.listTickets({ sort, limit: 1, cursor }, {}), (error) => isPortalError(error, 'invalid-input'), `${sort} ${JSON.stringify(place)}`);
        }
      };
      const now = Date.now();
      await forged('lastActivity', [[now, 2 ** 40], [1e308, 5], [0.5, 5], [now, 1.5], ['x', 5], [now, null]]);
      await forged('status', [[1e308, 5], [0.5, 5], [now, 5], [0, 2 ** 31]]);
      await forged('subject', [['a\0b', 5], ['\ud800', 5], ['a', 2 ** 31], [5, 5]]);
      await forged('id', [[1001, 2 ** 31], [1e308, 5]]);
    });

    it('of a stage that none can be called is empty', async () => {
      assert.deepEqual((await me.listTickets({ stage: 'ne\0w' }, {})).items, []);
    });
  });
}
