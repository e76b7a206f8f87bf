import { rejects } from '../assert.ts';
import { ALL_VIEWS, bytesOf, everyMessage, refuseCanary } from '../bench.ts';
import type { CustomerKey } from '../data.ts';
import type { Tests } from '../suite.ts';

interface Place { readonly ticketId: string; readonly messageId: string; readonly attachmentId: string }

/** Messages are bound to their ticket and files to their message; no mixture of ids leads anywhere. */
export function childTests({ bench, test }: Tests): void {
  const placeOf = async (owner: CustomerKey, key: string, last = false): Promise<Place> => {
    const messages = (await everyMessage(await bench.client(owner), bench.id(key))).filter(({ attachments }) => attachments.length > 0);
    const message = last ? messages.at(-1) : messages[0];
    return { ticketId: bench.id(key), messageId: message?.id ?? '', attachmentId: message?.attachments[0]?.id ?? '' };
  };

  test('a file is found only by its own ticket and its own message', async () => {
    const alice = await bench.client('alice', ALL_VIEWS);
    const places = [await placeOf('alice', 'conversation'), await placeOf('alice', 'conversation', true), await placeOf('alice', 'unicode'), await placeOf('carol', 'stranger')];
    const [own] = places;
    if (own !== undefined) await alice.downloadAttachment(own, {});
    for (const ticket of places) {
      for (const message of places) {
        for (const file of places) {
          const place = { ticketId: ticket.ticketId, messageId: message.messageId, attachmentId: file.attachmentId };
          if (places.some((real) => Object.entries(real).every(([name, id]) => place[name as keyof Place] === id) && real.ticketId !== places[3]?.ticketId)) continue;
          await rejects(alice.downloadAttachment(place, {}), 'not-found', 'a file by ids that do not belong together');
        }
      }
    }
  });

  test('an oddly spelled id of a message or a file is no id', async () => {
    const alice = await bench.client('alice');
    const own = await placeOf('alice', 'conversation');
    for (const name of ['messageId', 'attachmentId'] as const) {
      for (const odd of [` ${own[name]}`, `${own[name]} `, `0${own[name]}`, `${own[name]}.0`, `${own[name]}/`, `../${own[name]}`, `${own[name]}\u0000`, '%', '*', '..', '0', '-1', '__proto__', 'no-such-id']) {
        await rejects(alice.downloadAttachment({ ...own, [name]: odd }, {}), 'not-found', `a file by the ${name} ${JSON.stringify(odd)}`);
      }
    }
  });

  test('guessing ids near known ones finds nothing internal', async () => {
    const alice = await bench.client('alice');
    const own = await placeOf('alice', 'conversation', true);
    const near = (id: string): string[] => {
      const [number] = /\d+$/.exec(id) ?? [];
      return number === undefined || number.length > 12 ? [id] : Array.from({ length: 7 }, (_, index) => id.slice(0, -number.length) + String(Number(number) + index - 1));
    };
    for (const messageId of near(own.messageId)) {
      for (const attachmentId of near(own.attachmentId)) {
        const file = await alice.downloadAttachment({ ...own, messageId, attachmentId }, {}).catch(() => undefined);
        if (file === undefined) continue;
        refuseCanary(file.name, 'The name of a file');
        refuseCanary(new TextDecoder().decode(await bytesOf(file)), 'A file');
      }
    }
  });
}
