import type { TicketingClient } from '../../contract/index.ts';
import { ok, rejects, same } from '../assert.ts';
import type { Limit } from '../harness.ts';
import type { Tests } from '../suite.ts';

/** What customers say of how they were helped. */
export function ratingTests({ bench, test, limited }: Tests): void {
  const rating = (name: string, body: (wendy: TicketingClient) => Promise<void>, ...needs: Limit[]): void => {
    test(name, async () => {
      const wendy = await bench.client('wendy');
      ok((await wendy.getProfile({}, {})).capabilities.rate === true, 'The profile denies rate; declare the limit "rating" with a reason.');
      await body(wendy);
    }, 'rating', ...needs);
  };

  rating('a closed ticket can be rated, and rated again', async (wendy) => {
    const ticketId = bench.take('closed');
    const ticket = await wendy.getTicket({ ticketId }, {});
    same([ticket.rating ?? null, ticket.capabilities.rate], [null, true], 'rating of a closed ticket that nobody has rated, and whether it can be');
    for (const given of [{ score: 2, comment: 'Slow, but <b>kind</b> & "helpful" 서울' }, { score: 5, comment: '' }]) {
      same((await wendy.rateTicket({ ticketId, ...given }, bench.write())).rating, given, 'rating that rating answers');
      same((await wendy.getTicket({ ticketId }, {})).rating, given, 'rating');
    }
    same((await wendy.getTicket({ ticketId }, {})).status.category, 'closed', 'status after rating');
  });

  rating('an open ticket takes no rating', async (wendy) => {
    const ticketId = bench.take('open');
    ok((await wendy.getTicket({ ticketId }, {})).capabilities.rate !== true, 'An open ticket promises to take a rating.');
    await rejects(wendy.rateTicket({ ticketId, score: 1 }, bench.write()), 'conflict', 'a rating of an open ticket');
    same((await wendy.getTicket({ ticketId }, {})).rating ?? null, null, 'rating of an open ticket');
  });

  rating('a rating is the customer\'s own', async (wendy) => {
    const ticketId = bench.take('closed');
    await wendy.rateTicket({ ticketId, score: 1, comment: 'Only mine' }, bench.write());
    same((await (await bench.client('walt', ['organization'])).getTicket({ ticketId }, {})).rating ?? null, null, 'what a colleague is told to have given');
  }, 'organizations');

  limited('rating', async () => {
    await rejects((await bench.client('wendy')).rateTicket({ ticketId: bench.take('closed'), score: 5 }, bench.write()), 'unsupported', 'a rating, which is declared as a limit');
  });
}
