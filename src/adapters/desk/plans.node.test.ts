import assert from 'node:assert/strict';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { Dialect } from 'kysely';
import type { Filter, Scope, TicketQuery } from '../../contract/index.ts';
import { sqliteFiles, type Databases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';

const ME = { id: '1', email: 'me@plans.example', name: 'Me' };
const BOTH = { id: '2', email: 'both@plans.example', name: 'Both' };
/** A rule of every kind. */
const RULE: Filter = { any: [
  { all: [{ property: 'category', operator: 'is', value: 'open' }, { property: 'queue', operator: 'in', value: ['support'] }, { property: 'subject', operator: 'contains', value: 'e' }] },
  { property: 'field:plan', operator: 'is-unknown' }, { property: 'requester', operator: 'contains', value: '@' }, { property: 'organization', operator: 'is', value: 'acme' }, { property: 'created', operator: 'after', value: '2020-01-01' },
] };

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
    await backend.agent.saveOrganization({ id: 'labs', name: 'Labs' });
    await backend.agent.savePerson({ ...BOTH, organizations: ['acme', 'labs'] });
    await backend.agent.saveField({ id: 'plan', type: 'text', label: 'Plan', agentsOnly: true });
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
  const plan = async (query: Partial<TicketQuery>, scope: Partial<Scope> = {}, who = ME): Promise<string[]> => {
    const adapter = backend.adapterFor(who, { views: ['mine', 'organization'], filter: null, ...scope });
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

  it('reads open tickets in the order of indexes that hold no others, and sorts nothing', async () => {
    for (const view of ['mine', 'organization'] as const) for (const [sort, name] of [['lastActivity', 'activity'], ['created', 'created'], ['subject', 'subject'], ['id', 'id']] as const) {
      for (const query of [{ status: 'open' }, { stage: 'new' }, { waitingOn: 'support' }] as const) {
        const steps = await plan({ view, sort, ...query });
        assert.match(steps[0] ?? '', new RegExp(`^SEARCH t USING INDEX desk_ticket_${view === 'mine' ? 'requester' : 'organization'}_open_${name} `), `${JSON.stringify(query)}: ${steps.join('\n')}`);
        assert.doesNotMatch(steps.join('\n'), /TEMP B-TREE FOR|SCAN t\b/);
      }
    }
    const steps = await plan({ status: 'open' }, { threads: 'original' });
    assert.match(steps[0] ?? '', /^SEARCH t USING INDEX desk_ticket_requester_open_original /, steps.join('\n'));
  });

  it('reads closed tickets in the order of the list', async () => {
    for (const view of ['mine', 'organization'] as const) {
      const steps = await plan({ view, status: 'closed' });
      assert.match(steps[0] ?? '', new RegExp(`^SEARCH t USING INDEX desk_ticket_${view === 'mine' ? 'requester' : 'organization'}_activity `), steps.join('\n'));
      assert.doesNotMatch(steps.join('\n'), /TEMP B-TREE FOR|SCAN t\b/);
    }
  });

  it('reads the original conversations alone in the order of an index of their own', async () => {
    for (const [view, owner] of [['mine', 'requester'], ['organization', 'organization']] as const) {
      const steps = await plan({ view }, { threads: 'original' });
      assert.match(steps[0] ?? '', new RegExp(`^SEARCH t USING INDEX desk_ticket_${owner}_original`), steps.join('\n'));
      assert.doesNotMatch(steps.join('\n'), /TEMP B-TREE FOR|SCAN t\b/);
    }
  });

  it('reads through an owner\'s filter in the order of the same indexes', async () => {
    for (const threads of ['all', 'original'] as const) {
      for (const sort of ['lastActivity', 'created', 'status'] as const) {
        const steps = await plan({ view: 'organization', sort }, { filter: RULE, threads });
        const name = sort === 'lastActivity' ? (threads === 'all' ? 'activity' : 'original') : sort === 'status' ? 'rank' : sort;
        assert.match(steps[0] ?? '', new RegExp(`^SEARCH t USING INDEX desk_ticket_organization_${name}`), steps.join('\n'));
        assert.doesNotMatch(steps.join('\n'), /TEMP B-TREE FOR ORDER|SCAN t\b|SCAN f\b/);
      }
    }
  });

  it('takes the first of each organization from an index, where there are several', async () => {
    for (const sort of ['lastActivity', 'subject'] as const) {
      const steps = await plan({ view: 'organization', sort }, { organizations: 'all' }, BOTH);
      const reads = steps.filter((step) => step.startsWith(`SEARCH t USING COVERING INDEX desk_ticket_organization_${sort === 'subject' ? sort : 'activity'}`));
      assert.equal(reads.length, 2, steps.join('\n'));
      assert.doesNotMatch(steps.join('\n'), /SCAN t\b/);
    }
  });
});
