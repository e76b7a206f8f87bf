import assert from 'node:assert/strict';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { Dialect } from 'kysely';
import type { TicketQuery } from '../../contract/index.ts';
import { sqliteFiles, type Databases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';

const ME = { id: '1', email: 'me@plans.example', name: 'Me' };

/** How SQLite goes about the desk's lists: on a large desk only what follows an index stays fast. */
describe('the desk\'s lists on SQLite', () => {
  let databases: Databases;
  let backend: Desk;
  let inside: DatabaseSync;
  let asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];

  before(async () => {
    databases = await sqliteFiles();
    const open = await databases.create();
    backend = await desk({ dialect: listening(open()) });
    inside = new DatabaseSync((databases.address() as { readonly sqlite: string }).sqlite);
    await backend.agent.saveOrganization({ id: 'acme', name: 'Acme' });
    await backend.agent.savePerson({ ...ME, organizations: ['acme'] });
    for (const subject of ['one', 'two', 'three']) await backend.agent.createTicket({ subject, requester: ME });
  });
  after(async () => {
    inside.close();
    await backend.close();
    await databases.remove();
  });

  /** A dialect that writes down what it is asked. */
  function listening(dialect: Dialect): Dialect {
    const createDriver = dialect.createDriver.bind(dialect);
    dialect.createDriver = () => {
      const driver = createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async (options) => {
        const connection = await acquire(options);
        return {
          ...connection, streamQuery: connection.streamQuery.bind(connection),
          executeQuery: (query, given) => {
            asked.push({ sql: query.sql, parameters: query.parameters });
            return connection.executeQuery(query, given);
          },
        };
      };
      return driver;
    };
    return dialect;
  }

  /** The steps by which SQLite reads the tickets of a page. */
  const plan = async (query: Partial<TicketQuery>): Promise<string[]> => {
    const adapter = backend.adapterFor(ME, { views: ['mine', 'organization'], filter: null });
    const full: TicketQuery = { view: 'mine', sort: 'lastActivity', direction: 'descending', limit: 1, ...query };
    const { nextCursor } = await adapter.listTickets(full, {});
    asked = [];
    await adapter.listTickets({ ...full, ...(nextCursor === null ? {} : { cursor: nextCursor }) }, {});
    const page = asked.find(({ sql }) => sql.includes('order by "t"') && sql.includes('limit'));
    assert.ok(page, 'no query for a page was seen');
    return inside.prepare(`explain query plan ${page.sql}`).all(...page.parameters as SQLInputValue[]).map(({ detail }) => String(detail));
  };

  for (const view of ['mine', 'organization'] as const) {
    for (const sort of ['id', 'subject', 'created', 'lastActivity', 'status'] as const) {
      it(`reads "${view}" by ${sort} in the order of an index, and sorts nothing`, async () => {
        const steps = await plan({ view, sort });
        assert.match(steps[0] ?? '', new RegExp(`^SEARCH t USING INDEX desk_ticket_${view === 'mine' ? 'requester' : 'organization'}_`), steps.join('\n'));
        assert.doesNotMatch(steps.join('\n'), /TEMP B-TREE FOR|SCAN t\b/);
      });
    }
    it(`narrows "${view}" by stage, status, turn and date without leaving the index of the view`, async () => {
      for (const query of [{ stage: 'new' }, { status: 'open' }, { waitingOn: 'support' }, { createdFrom: '2020-01-01T00:00:00Z' }, { search: 'e' }] as const) {
        const steps = await plan({ view, ...query });
        assert.match(steps[0] ?? '', new RegExp(`^SEARCH t USING INDEX desk_ticket_${view === 'mine' ? 'requester' : 'organization'}_`), `${JSON.stringify(query)}: ${steps.join('\n')}`);
        assert.doesNotMatch(steps.join('\n'), /SCAN t\b/);
      }
    });
  }
});
