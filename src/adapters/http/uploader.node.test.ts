import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError, validated, type TicketingClient } from '../../contract/index.ts';
import { browser, GATEWAY, sampleGateway, type Browser, type TestGateway } from '../../gateway/helpers.node.test.ts';
import { http } from './index.ts';

type Send = (request: Request) => Promise<Response>;
const SIZE = 3_000_000;
const content = Uint8Array.from({ length: SIZE }, (_, index) => (index * 31) % 251);
const file = (): File => new File([content], 'x.bin');
const lost = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));

interface World {
  readonly gateway: TestGateway;
  readonly tab: Browser;
  readonly ticketId: string;
  /** Bytes of the slices that were put on the way, in order, and where they began. */
  readonly slices: [offset: number, length: number][];
  /** A page, just loaded. @param way What happens to a slice on its way; it goes on by `next`. */
  page(way?: (next: Send, request: Request) => Promise<Response>): TicketingClient;
  /** Milliseconds that the gateway's clock is ahead. */
  ahead: number;
  /** The files of the ticket's newest message. */
  arrived(): Promise<Buffer[]>;
}

async function world(): Promise<World> {
  const state = { ahead: 0 };
  const gateway = sampleGateway({ clock: () => Date.now() + state.ahead, auth: { getCustomer: async () => ({ customer: { id: '1', email: 'alice@acme.example', name: 'Alice' }, expires: null }) } });
  const tab = browser(gateway);
  const slices: [number, number][] = [];
  const page: World['page'] = (way = (next, request) => next(request)) => validated(http({
    gateway: GATEWAY,
    fetch: async (request) => {
      if (request.method !== 'PUT') return tab.fetch(request);
      slices.push([Number(new URL(request.url).searchParams.get('offset')), (await request.clone().arrayBuffer()).byteLength]);
      return way((one) => tab.fetch(one), request);
    },
  }));
  const { items: [ticket] } = await page().listTickets({ status: 'open' }, {});
  const ticketId = ticket!.id;
  return Object.assign(state, {
    gateway, tab, ticketId, slices, page,
    async arrived() {
      const { items: [message] } = await page().listMessages({ ticketId }, {});
      return Promise.all(message!.attachments.map(async ({ id }) => Buffer.from(await new Response((await page().downloadAttachment({ ticketId, messageId: message!.id, attachmentId: id }, {})).stream()).arrayBuffer())));
    },
  });
}

/** Every byte of the file once, whatever was lost on the way. */
const assertWhole = async ({ arrived }: World): Promise<void> => { assert.deepEqual((await arrived()).map((bytes) => bytes.equals(content)), [true]); };

describe('slices of a file', () => {
  it('are small at first, and grow up to the gateway’s limit while they are fast', async () => {
    const at = await world();
    await at.page().reply({ ticketId: at.ticketId, files: [file()] }, { idempotencyKey: 'a' });
    assert.equal(at.slices[0]![1], 64 * 1024);
    assert(at.slices.every(([, length], index) => length <= Math.min(1024 * 1024, 4 * (at.slices[index - 1]?.[1] ?? 16 * 1024))));
    assert(at.slices.some(([, length]) => length > 500_000), JSON.stringify(at.slices));
    await assertWhole(at);
    await at.gateway.close();
  });

  it('become smaller on a line that breaks, and the gateway is asked what it has', async () => {
    const at = await world();
    let [dropped, unanswered] = [false, false];
    await at.page(async (next, request) => {
      const [offset, length] = at.slices.at(-1)!;
      if (!dropped && offset > 0) {
        dropped = true;
        return lost();
      }
      const answer = await next(request);
      if (unanswered || offset + length < SIZE / 2) return answer;
      unanswered = true;
      return lost();
    }).reply({ ticketId: at.ticketId, files: [file()] }, { idempotencyKey: 'a' });
    const again = at.slices.filter(([offset], index) => at.slices.findIndex((other) => other[0] === offset) < index);
    assert.deepEqual(again.length, 1, 'what arrived without an answer is not sent again');
    const first = at.slices.find(([offset]) => offset === again[0]![0])!;
    assert.equal(again[0]![1], first[1] / 4);
    await assertWhole(at);
    await at.gateway.close();
  });

  it('go on after the page was loaded again, with the same key; with another one they begin anew', async () => {
    const at = await world();
    const half: Parameters<World['page']>[0] = (next, request) => (at.slices.at(-1)![0] > SIZE / 2 ? lost() : next(request));
    const send = (client: TicketingClient, idempotencyKey: string): Promise<unknown> => client.reply({ ticketId: at.ticketId, files: [file()] }, { idempotencyKey });
    await assert.rejects(send(at.page(half), 'a'), (error) => isPortalError(error, 'network'));
    const [given] = at.slices.at(-1)!;
    at.slices.length = 0;
    await send(at.page(), 'a');
    assert.equal(at.slices[0]![0], given);
    await assertWhole(at);
    at.slices.length = 0;
    await send(at.page(), 'a');
    assert.deepEqual(at.slices, [], 'what has been sent is not sent again, not even its files');
    at.ahead = 2 * 24 * 60 * 60 * 1000;
    await send(at.page(), 'a');
    assert.deepEqual(at.slices, [], 'nor days later');
    await send(at.page(), 'b');
    assert.equal(at.slices[0]![0], 0);
    await at.gateway.close();
  });

  it('begin anew where what had arrived has expired, between two tries and between two slices', async () => {
    const at = await world();
    const send = (client: TicketingClient): Promise<unknown> => client.reply({ ticketId: at.ticketId, files: [file()] }, { idempotencyKey: 'a' });
    await assert.rejects(send(at.page((next, request) => (at.slices.at(-1)![0] > SIZE / 2 ? lost() : next(request)))), (error) => isPortalError(error, 'network'));
    at.ahead += 25 * 60 * 60 * 1000;
    at.slices.length = 0;
    let slept = false;
    await send(at.page((next, request) => {
      if (!slept && at.slices.at(-1)![0] > SIZE / 2) {
        slept = true;
        at.ahead += 25 * 60 * 60 * 1000;
      }
      return next(request);
    }));
    assert.equal(at.slices.filter(([offset]) => offset === 0).length, 2);
    await assertWhole(at);
    await at.gateway.close();
  });

  it('end at once when they are given up, also between two tries', async () => {
    const at = await world();
    const gone = new AbortController();
    const reason = new Error('Not this one.');
    const sending = at.page(() => { setTimeout(() => { gone.abort(reason); }, 20); return lost(); }).reply({ ticketId: at.ticketId, files: [file()] }, { idempotencyKey: 'a', signal: gone.signal });
    await assert.rejects(sending, (error) => error === reason);
    assert.equal(at.slices.length, 1);
    await at.gateway.close();
  });
});
