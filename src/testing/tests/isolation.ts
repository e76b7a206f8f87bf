import type { CallerInput, ErrorCode, PortalError, Ticketing, TicketingClient, TicketingOperation, View, WriteContext } from '../../contract/index.ts';
import { ok, rejects, same, sameSet } from '../assert.ts';
import { ALL_VIEWS, everyMessage, everyTicket } from '../bench.ts';
import type { CustomerKey } from '../data.ts';
import { isLimited, visible } from '../oracle.ts';
import type { Tests } from '../suite.ts';

/** The operations that work on a ticket. */
type OfTicket = { [Name in TicketingOperation]: CallerInput<Ticketing[Name]> extends { ticketId: string } ? Name : never }[TicketingOperation];

/** How each of them is tried on somebody's ticket. An operation without a line does not compile. */
const ATTEMPTS: { readonly [Name in OfTicket]: (client: TicketingClient, ticketId: string, file: FileIds, context: WriteContext) => Promise<unknown> } = {
  getTicket: (client, ticketId, _file, context) => client.getTicket({ ticketId }, context),
  listMessages: (client, ticketId, _file, context) => client.listMessages({ ticketId }, context),
  downloadAttachment: (client, ticketId, file, context) => client.downloadAttachment({ ticketId, ...file }, context),
  reply: (client, ticketId, _file, context) => client.reply({ ticketId, text: 'from a stranger' }, context),
  closeTicket: (client, ticketId, _file, context) => client.closeTicket({ ticketId }, context),
  reopenTicket: (client, ticketId, _file, context) => client.reopenTicket({ ticketId }, context),
  addCc: (client, ticketId, _file, context) => client.addCc({ ticketId, email: 'stranger@nobody.example' }, context),
  removeCc: (client, ticketId, _file, context) => client.removeCc({ ticketId, email: 'stranger@nobody.example' }, context),
  rateTicket: (client, ticketId, _file, context) => client.rateTicket({ ticketId, score: 1, comment: 'from a stranger' }, context),
};
/** Where a backend cannot do a thing at all, it may say so before it looks at the ticket. */
const DENIABLE: readonly OfTicket[] = ['reply', 'closeTicket', 'reopenTicket', 'addCc', 'removeCc', 'rateTicket'];

interface FileIds { readonly messageId: string; readonly attachmentId: string }

/** Ids that are not the customer's ticket, but look like its id to a careless eye. */
const spellings = (id: string): string[] => [
  ` ${id}`, `${id} `, `0${id}`, `+${id}`, `-${id}`, `${id}.0`, `${id}e0`, `#${id}`, `${id}/`, `${id}\n`, `${id}\u0000`, `${id}?`, `${id},${id}`, `[${id}]`, `./${id}`, `../${id}`,
  `%${(id.codePointAt(0) ?? 0).toString(16)}${id.slice(1)}`, `${id}%20`, id.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  '*', '%', '_', '\' OR \'1\'=\'1', `${id} OR 1=1`, `${id}; --`, '__proto__', 'constructor', '.', '..', 'null', 'undefined', 'NaN', '0', '-1', '9'.repeat(30),
  ...(id.toUpperCase() === id ? [] : [id.toUpperCase()]), ...(id.toLowerCase() === id ? [] : [id.toLowerCase()]),
].filter((spelling) => spelling !== id);

/** Everything that a rejection says. */
const said = ({ code, message, issues, retryAfter }: PortalError): unknown => ({ code, message, issues, retryAfter });

/** Who may see and do what: every operation × every kind of ticket that is not the customer's. */
export function isolationTests({ bench, test }: Tests): void {
  /** The ids of a file, read by somebody who may. */
  const fileOf = async (owner: CustomerKey, key: string): Promise<FileIds> => {
    const message = (await everyMessage(await bench.client(owner), bench.id(key))).find(({ attachments }) => attachments.length > 0);
    return { messageId: message?.id ?? '', attachmentId: message?.attachments[0]?.id ?? '' };
  };
  const codesFor = (name: OfTicket): readonly ErrorCode[] => (DENIABLE.includes(name) ? ['not-found', 'unsupported'] : ['not-found']);

  for (const [name, attempt] of Object.entries(ATTEMPTS) as [OfTicket, (typeof ATTEMPTS)[OfTicket]][]) {
    test(`${name}: another customer's ticket reads exactly like an absent one`, async () => {
      const alice = await bench.client('alice', ALL_VIEWS);
      const file = await fileOf('carol', 'stranger');
      const absent = await rejects(attempt(alice, `${bench.id('stranger')}000`, file, bench.write()), codesFor(name), 'a ticket that never was');
      for (const key of ['stranger', 'lone', 'labs', 'page-01']) {
        const error = await rejects(attempt(alice, bench.id(key), file, bench.write()), codesFor(name), `${name} on ${key}`);
        same(said(error), said(absent), `what ${name} says about ${key}`);
      }
    });

    test(`${name}: a colleague's ticket is absent without permission`, async () => {
      const file = await fileOf('bob', 'colleague');
      await rejects(attempt(await bench.client('alice', ['mine', 'cc']), bench.id('colleague'), file, bench.write()), codesFor(name), `${name} on a colleague's ticket`);
    });

    test(`${name}: an oddly spelled id is no id`, async () => {
      const alice = await bench.client('alice');
      const file = await fileOf('alice', 'conversation');
      for (const ticketId of spellings(bench.id('conversation'))) {
        await rejects(attempt(alice, ticketId, file, bench.write()), codesFor(name), `${name} on ${JSON.stringify(ticketId)}`);
      }
      for (const ticketId of ['', [bench.id('conversation')], { id: bench.id('conversation') }, Number(bench.id('conversation')), null]) {
        await rejects(attempt(alice, ticketId as string, file, bench.write()), ['invalid-input', ...codesFor(name)], `${name} on ${JSON.stringify(ticketId)}`);
      }
    });
  }

  test('what strangers tried has changed nothing', async () => {
    const carol = await bench.client('carol');
    const before = [await carol.getTicket({ ticketId: bench.id('stranger') }, {}), await everyMessage(carol, bench.id('stranger'))];
    const alice = await bench.client('alice', ALL_VIEWS);
    for (const name of DENIABLE) await rejects(ATTEMPTS[name](alice, bench.id('stranger'), { messageId: 'x', attachmentId: 'x' }, bench.write()), codesFor(name), name);
    same([await carol.getTicket({ ticketId: bench.id('stranger') }, {}), await everyMessage(carol, bench.id('stranger'))], before, 'Carol\'s ticket');
  });

  test('a colleague\'s ticket can be read with permission', async () => {
    const alice = await bench.client('alice', ['mine', 'organization']);
    const file = await fileOf('bob', 'colleague');
    for (const name of ['getTicket', 'listMessages', 'downloadAttachment'] as const) await ATTEMPTS[name](alice, bench.id('colleague'), file, bench.write());
  }, 'organizations');

  test('a ticket with the customer in copy can be read where that is granted, and only there', async () => {
    await (await bench.client('alice', ['mine', 'cc'])).getTicket({ ticketId: bench.id('in-copy') }, {});
    await rejects((await bench.client('alice', ['mine', 'organization'])).getTicket({ ticketId: bench.id('in-copy') }, {}), 'not-found', 'a ticket with Alice in copy');
  }, 'cc');

  test('a view that is not granted is forbidden, whatever it would hold', async () => {
    for (const [granted, asked] of [[['mine'], 'organization'], [['mine'], 'cc'], [['cc'], 'mine'], [['organization'], 'mine']] as const) {
      if (bench.views(granted).length === 0) continue;
      await rejects((await bench.client('alice', granted)).listTickets({ view: asked }, {}), 'forbidden', `the view ${asked} where ${granted.join()} is granted`);
    }
  });

  const scopes: readonly (readonly View[])[] = [['mine'], ['organization'], ['mine', 'cc'], ALL_VIEWS];
  const samples = ['conversation', 'words', 'colleague', 'colleague-closed', 'stranger', 'in-copy', 'lone', 'lone-too', 'labs', 'page-01'];
  for (const key of ['alice', 'bob', 'carol', 'dave', 'frank', 'malice', 'henry'] as const) {
    test(`${key}'s lists hold exactly the tickets that ${key} may open`, async () => {
      for (const views of scopes.filter((scope) => bench.views(scope).length > 0)) {
        const client = await bench.client(key, views);
        const listed = new Set<string>();
        for (const view of bench.views(views)) {
          const inView = (await everyTicket(client, { view })).map(({ id }) => bench.keyOf(id));
          sameSet(inView, visible(bench, key, [view]).filter((name) => !isLimited(bench, bench.given(name))), `tickets in ${view}`);
          for (const name of inView) listed.add(name);
        }
        const opened = await Promise.all(samples.map(async (name) => client.getTicket({ ticketId: bench.id(name) }, {}).then(() => name, () => '')));
        sameSet(opened.filter((name) => name !== ''), samples.filter((name) => listed.has(name)), `tickets that can be opened with ${views.join()}`);
      }
    });
  }

  test('the profile offers only the views that are granted', async () => {
    for (const views of scopes) {
      const offered = (await (await bench.client('alice', views)).getProfile({}, {})).capabilities.views;
      ok(offered.every((view) => views.includes(view)), `With ${views.join()} granted, the profile offers ${offered.join()}.`);
      sameSet(offered, bench.views(views), `views offered with ${views.join()}`);
    }
  });
}
