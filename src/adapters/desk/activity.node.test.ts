import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Dialect } from 'kysely';
import type { Customer } from '../../contract/index.ts';
import { ActivityFeed } from './activity.ts';
import { connect } from './connect.ts';
import { lastingDatabases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';

const person = (name: string, company: string): Customer => ({ id: name, email: `${name}@${company}.example`, name });
const [ALICE, BOB, CAROL, DAVE] = [person('alice', 'acme'), person('bob', 'acme'), person('carol', 'globex'), person('dave', 'home')];
const AGENT = 'agnes@desk.example';

for (const databases of await lastingDatabases()) {
  describe(`what the desk on ${databases.name} tells of what happens`, { skip: databases.missing ?? false }, () => {
    let dialect: () => Dialect;
    let here: Desk;
    let elsewhere: Desk;
    let ticketId = '';
    const heard: string[] = [];
    let ends: (() => void)[] = [];
    /** Lets everybody hear who will, and answers who has. */
    const whoHeard = async (action: () => Promise<unknown>, least = 1): Promise<string[]> => {
      heard.length = 0;
      await action();
      for (let tries = 0; tries < 60 && heard.length < least; tries++) await setTimeout(100);
      await setTimeout(100);
      return [...new Set(heard)].sort();
    };

    before(async () => {
      dialect = await databases.create();
      here = await desk({ dialect: dialect() });
      elsewhere = await desk({ dialect: dialect() });
      await here.agent.saveOrganization({ id: 'acme', name: 'Acme' });
      for (const { email, name } of [ALICE, BOB]) await here.agent.savePerson({ email, name, organizations: ['acme'] });
      await here.agent.saveAgent({ email: AGENT, name: 'Agnes' });
      ticketId = await here.agent.createTicket({ subject: 'One', requester: ALICE });
      ends = [ALICE, BOB, CAROL, DAVE].map((customer) => here.watch(customer, (id) => { heard.push(`${customer.name} ${id}`); }));
    });
    after(async () => {
      for (const end of ends) end();
      await here.close();
      await elsewhere.close();
      await databases.remove();
    });

    it('is heard by the requester, their organization and who is in copy, by nobody else', async () => {
      await here.agent.setCc(ticketId, [DAVE]);
      assert.deepEqual(await whoHeard(() => here.agent.publicReply({ ticketId, agent: AGENT, text: 'Hello' }), 3), [`alice ${ticketId}`, `bob ${ticketId}`, `dave ${ticketId}`]);
    });

    it('is heard of every change that customers see', async () => {
      const adapter = here.adapterFor(ALICE, { views: ['mine'], filter: null });
      const key = () => ({ idempotencyKey: crypto.randomUUID() });
      for (const [name, action] of Object.entries({
        stage: () => here.agent.setStatus(ticketId, 'closed'), organization: () => here.agent.setOrganization(ticketId, 'acme'),
        locked: () => here.agent.setLocked(ticketId, false), mail: () => here.agent.customerMessage({ ticketId, customer: ALICE, text: 'By mail' }),
        reply: () => adapter.reply!({ ticketId, text: 'Hi', files: [] }, key()), close: () => adapter.closeTicket!({ ticketId }, key()),
        rating: () => adapter.rateTicket!({ ticketId, score: 5, comment: '' }, key()), cc: () => adapter.addCc!({ ticketId, email: BOB.email }, key()),
      })) assert((await whoHeard(action)).includes(`alice ${ticketId}`), name);
      const [made] = await whoHeard(() => here.agent.createTicket({ subject: 'Two', requester: CAROL }));
      assert.match(made ?? '', /^carol \d+$/);
    });

    it('is not heard of what is internal', async () => {
      await here.agent.saveField({ id: 'secret', type: 'text', label: 'Secret', agentsOnly: true });
      assert.deepEqual(await whoHeard(async () => {
        await here.agent.internalNote({ ticketId, agent: AGENT, text: 'note' });
        await here.agent.assign(ticketId, AGENT);
        await here.agent.setFields(ticketId, { secret: 'x' });
        await setTimeout(2500);
      }, 0), []);
    });

    it('is heard of what another process writes, within seconds', async () => {
      assert.deepEqual(await whoHeard(() => elsewhere.agent.publicReply({ ticketId, agent: AGENT, text: 'From elsewhere' }), 3), [`alice ${ticketId}`, `bob ${ticketId}`, `dave ${ticketId}`]);
    });

    it('is heard once, in whatever order transactions end, and costs nothing while nobody watches', async () => {
      const { db } = await connect({ dialect: dialect() });
      const feed = new ActivityFeed(db, 20);
      const told: string[] = [];
      const end = feed.watch(ALICE, (id) => { told.push(id); });
      await setTimeout(200);
      const { id } = await db.insertInto('desk_activity').values({ ticket_id: Number(ticketId) }).returning('id').executeTakeFirstOrThrow();
      const next = id;
      // A transaction that began earlier ends later: its number is lower than one that has been told.
      await db.insertInto('desk_activity').values({ id: next + 3, ticket_id: Number(ticketId) }).execute();
      await setTimeout(300);
      const before = told.length;
      await db.insertInto('desk_activity').values({ id: next + 2, ticket_id: Number(ticketId) }).execute();
      await setTimeout(300);
      assert.equal(told.length, before + 1);
      await setTimeout(300);
      assert.equal(told.length, before + 1);
      end();
      await db.destroy();
      feed.wrote();
    });
  });
}
