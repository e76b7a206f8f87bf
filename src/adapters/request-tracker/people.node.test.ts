import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Scope, TicketSummary } from '../../contract/index.ts';
import { aliceOn, fakeRt, list, message, row } from './fake-rt.ts';

const user = (id: string, Organization: string | null = null): Record<string, unknown> => ({ id, type: 'user', RealName: null, EmailAddress: id, Organization });
const ALICE = user('alice@acme.example', 'acme');

/** The row of Alice's list for a ticket of these people. */
async function shown(people: Readonly<Record<string, unknown>>, scope: Scope['views'] = ['mine', 'organization', 'cc']): Promise<TicketSummary | undefined> {
  const fake = fakeRt(({ path }) => (path.endsWith('/tickets') ? list([row(people)]) : undefined));
  return (await aliceOn(fake, {}, { views: scope }).listTickets({ view: scope[0] }, {})).items[0];
}

describe('a ticket of several people', () => {
  it('is shown to each of its requestors as their own', async () => {
    const bob = user('bob@globex.example', 'globex');
    for (const Requestor of [[ALICE, bob], [bob, ALICE]]) {
      const ticket = await shown({ Requestor });
      assert.deepEqual([ticket?.requester.email, ticket?.organization?.id], ['alice@acme.example', 'acme']);
    }
  });

  it('is shown to an organization under the name of its member', async () => {
    const ticket = await shown({ Requestor: [user('bob@globex.example', 'globex'), user('ann@acme.example', 'acme')] }, ['organization']);
    assert.deepEqual([ticket?.requester.email, ticket?.organization?.id], ['ann@acme.example', 'acme']);
  });

  it('belongs to the same organization, however its name was typed', async () => {
    assert.equal((await shown({ Requestor: [user('ann@acme.example', 'ACME')] }, ['organization']))?.organization?.id, 'acme');
  });

  it('has its own reader in copy, even one who is an agent, and no other agent', async () => {
    const fake = fakeRt(({ path }) => {
      if (path.endsWith('/tickets')) return list([row({ Requestor: [user('bob@globex.example')], Cc: [user('agnes'), ALICE] })]);
      return path.includes('/user/alice') ? new Response('{"Name":"alice@acme.example","Privileged":1}') : undefined;
    });
    const { items: [ticket] } = await aliceOn(fake, {}, { views: ['cc'] }).listTickets({ view: 'cc' }, {});
    assert.deepEqual(ticket?.cc.map(({ email }) => email), ['alice@acme.example']);
  });
});

describe('somebody whom Request Tracker has not met', () => {
  it('is known as soon as it has', async () => {
    let met = false;
    const fake = fakeRt(({ path }) => (path.endsWith('/users') && !met ? list([]) : path.endsWith('/history') ? list([message(75, 'alice@acme.example')], null) : undefined));
    const alice = aliceOn(fake);
    assert.deepEqual((await alice.getProfile({}, {})).organizations, []);
    met = true;
    const answer = await alice.reply({ ticketId: '7', text: 'Hello' }, { idempotencyKey: 'met' });
    assert.equal(answer.author.isMe, true);
  });
});
