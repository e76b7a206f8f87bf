import type { Person, TicketingClient } from '../../contract/index.ts';
import { ok, rejects, same, sameSet } from '../assert.ts';
import { everyTicket } from '../bench.ts';
import type { CustomerKey } from '../data.ts';
import type { Limit } from '../harness.ts';
import type { Tests } from '../suite.ts';

/** Who is in copy, and whom a customer finds to put there. */
export function copyTests({ bench, test, limited }: Tests): void {
  const changing = (name: string, body: (wendy: TicketingClient) => Promise<void>, ...needs: Limit[]): void => {
    test(name, async () => {
      const wendy = await bench.client('wendy');
      ok((await wendy.getProfile({}, {})).capabilities.cc === true, 'The profile denies cc; declare the limit "cc-changes" with a reason.');
      await body(wendy);
    }, 'cc', 'cc-changes', ...needs);
  };
  const addresses = (people: readonly Person[]): string[] => people.map(({ email }) => email.toLowerCase());

  changing('somebody put in copy is in the ticket and its row, sees the ticket, and is there once', async (wendy) => {
    const ticketId = bench.take('open');
    const { email } = bench.customer('walt');
    ok((await wendy.getTicket({ ticketId }, {})).capabilities.cc === true, 'An open ticket denies to change who is in copy.');
    for (const typed of [email, email.toUpperCase()]) same(addresses((await wendy.addCc({ ticketId, email: typed }, bench.write())).cc), [email], 'people in copy that adding answers');
    const row = (await everyTicket(wendy)).find(({ id }) => id === ticketId);
    same([addresses((await wendy.getTicket({ ticketId }, {})).cc), addresses(row?.cc ?? [])], [[email], [email]], 'people in copy of the ticket and of its row');
    await (await bench.client('walt', ['cc'])).getTicket({ ticketId }, {});
  });

  changing('somebody taken out of copy is out, and sees the ticket no more', async (wendy) => {
    const ticketId = bench.take('open');
    const { email } = bench.customer('walt');
    await wendy.addCc({ ticketId, email }, bench.write());
    same((await wendy.removeCc({ ticketId, email: email.toUpperCase() }, bench.write())).cc, [], 'people in copy that taking out answers');
    same((await wendy.removeCc({ ticketId, email }, bench.write())).cc, [], 'people in copy after taking out who is not in it');
    same((await wendy.getTicket({ ticketId }, {})).cc, [], 'people in copy');
    await rejects((await bench.client('walt', ['cc'])).getTicket({ ticketId }, {}), 'not-found', 'a ticket that Walt was in copy of');
  });

  changing('somebody whom the backend does not know can be put in copy', async (wendy) => {
    const ticketId = bench.take('open');
    const email = `newcomer-${Math.random().toString(36).slice(2)}@newcomer.example`;
    const { cc } = await wendy.addCc({ ticketId, email }, bench.write());
    same([addresses(cc), addresses((await wendy.getTicket({ ticketId }, {})).cc)], [[email], [email]], 'people in copy');
  });

  changing('what is no address is refused, and nobody is in copy', async (wendy) => {
    const ticketId = bench.take('open');
    for (const email of ['nobody', 'no body@acme.example', '@acme.example', 'a@b@c.example', ' ']) {
      const { issues } = await rejects(wendy.addCc({ ticketId, email }, bench.write()), 'invalid-input', `${JSON.stringify(email)} in copy`);
      same(issues.map(({ path }) => path), ['email'], `what is wrong with ${JSON.stringify(email)}`);
    }
    same((await wendy.getTicket({ ticketId }, {})).cc, [], 'people in copy');
  });

  const colleagues = async (key: CustomerKey, search: string, organizations: 'primary' | 'all' = 'all'): Promise<string[]> => {
    const client = await bench.client(key, ['mine', 'organization'], null, { organizations });
    return addresses((await client.listColleagues({ search }, {})).items);
  };
  const of = (...keys: CustomerKey[]): string[] => keys.map((key) => bench.customer(key).email);

  changing('colleagues are the other members of the customer\'s organizations, and nobody else', async () => {
    sameSet(await colleagues('alice', ''), of('bob', 'dave'), 'colleagues of Alice');
    sameSet(await colleagues('frank', ''), [], 'colleagues of a customer without organization');
    sameSet(await colleagues('alice', 'henry'), [], 'colleagues of Alice by the name of somebody else');
  }, 'organizations');

  changing('colleagues are found by name and by address, in any case', async () => {
    sameSet(await colleagues('alice', 'BECK'), of('bob'), 'colleagues by a part of the name');
    sameSet(await colleagues('alice', bench.customer('dave').email.toUpperCase()), of('dave'), 'colleagues by address');
    for (const search of ['%', '_', '*', 'no such person']) sameSet(await colleagues('alice', search), [], `colleagues by ${search}`);
  }, 'organizations');

  changing('colleagues of other organizations are found where all are granted, and only there', async () => {
    sameSet(await colleagues('ivy', '', 'all'), of('henry', 'carol'), 'colleagues in both organizations');
    sameSet(await colleagues('ivy', '', 'primary'), of('henry'), 'colleagues in the primary organization');
  }, 'organizations', 'several-organizations');

  limited('cc-changes', async () => {
    const wendy = await bench.client('wendy');
    const ticketId = bench.take('open');
    const email = bench.customer('walt').email;
    await rejects(wendy.addCc({ ticketId, email }, bench.write()), 'unsupported', 'somebody put in copy, which is declared as a limit');
    await rejects(wendy.removeCc({ ticketId, email }, bench.write()), 'unsupported', 'somebody taken out of copy, which is declared as a limit');
    await rejects(wendy.listColleagues({}, {}), 'unsupported', 'colleagues, which are declared as a limit');
  });
}
