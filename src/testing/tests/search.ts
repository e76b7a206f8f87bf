import { same, sameSet, rejects } from '../assert.ts';
import { everyTicket } from '../bench.ts';
import type { Limit } from '../harness.ts';
import type { Tests } from '../suite.ts';

/** Search. All expectations are about Alice's tickets. */
export function searchTests({ bench, test }: Tests): void {
  /** @param scope Where the words stand; a backend that does not look there finds nothing. */
  const finds = (name: string, search: string, keys: readonly string[], scope: 'subject' | 'messages' = 'subject', ...needs: Limit[]): void => {
    test(name, async () => {
      const client = await bench.client('alice');
      const { capabilities } = await client.getProfile({}, {});
      const list = everyTicket(client, { search });
      if (capabilities.search === 'none') await rejects(list, 'unsupported', 'search, which the capabilities deny');
      else sameSet((await list).map(({ id }) => bench.keyOf(id)), scope === 'messages' && capabilities.search === 'subject' ? [] : keys, `tickets found by ${search}`);
    }, ...needs);
  };

  finds('finds a word of the subject', 'blank', ['note-last']);
  finds('finds a part of a word', 'loop', ['conversation']);
  finds('finds letters in any case', 'SIGN-IN', ['conversation']);
  finds('finds letters outside of ASCII in any case', 'ÄRGER & GRÖßE', ['unicode']);
  finds('finds Korean', '로그인', ['unicode']);
  finds('finds emoji', '💥', ['unicode']);
  finds('finds Hebrew', 'שלום', ['unicode']);
  finds('finds words as one phrase', 'green blue', ['words']);
  finds('does not find words that stand apart', 'red blue', []);
  finds('finds a percent sign as a percent sign', '100%', ['percent']);
  finds('finds an underscore as an underscore', 'order_17', ['percent']);
  finds('takes an asterisk for an asterisk', 'Disc*nt', []);
  finds('takes a question mark for a question mark', 'Disc?unt', []);
  finds('takes a lone percent sign for a percent sign', '%', ['percent']);
  finds('finds a single quote', 'It\'s', ['quotes']);
  finds('finds double quotes', '"quoted"', ['quotes']);
  finds('finds a backslash', 'C:\\temp\\new', ['quotes']);
  finds('finds markup as text', '<script>alert(1)', ['hostile']);
  finds('takes operators of a query language for words', 'blank OR loop', []);
  finds('takes an attempt at injection for words', 'x\' OR \'1\'=\'1', []);
  finds('takes brackets and a trailing backslash for words', '") OR (1=1 \\', []);
  finds('finds a word of a public message', 'zebrafinch', ['words'], 'messages');
  finds('finds a word of an agent\'s public reply', 'lyrebird', ['words'], 'messages');
  finds('finds Korean in a public message', '비밀번호를', ['unicode'], 'messages');
  finds('finds letters outside of ASCII in a public message', 'NAÏVE FAÇADE', ['unicode'], 'messages');
  finds('finds a word that HTML writes in two pieces', 'quokkamail', ['html'], 'messages', 'html');
  finds('finds what HTML writes as an entity', 'look & see', ['html'], 'messages', 'html');
  finds('does not find a word of an internal note', 'narwhalnote', []);
  finds('does not find a word of an internal note in any case', 'KNOWN BUG', []);
  finds('does not find a word of a ticket of somebody else', 'secretphrase', []);
  finds('does not find the value of an agents\' own field', 'cookie of the proxy', []);
  finds('does not find the name of an internal file', 'dump.txt', []);

  test('search finds in the tickets of the view and no others', async () => {
    const bob = await bench.client('bob', ['mine', 'organization']);
    const { capabilities } = await bob.getProfile({}, {});
    if (capabilities.search === 'none') return;
    sameSet((await everyTicket(bob, { view: 'organization', search: 'wrong week' })).map(({ id }) => bench.keyOf(id)), ['colleague'], 'tickets of the organization');
    same(await everyTicket(bob, { view: 'mine', search: 'Sign-in' }), [], 'own tickets, searched for a colleague\'s subject');
    same(await everyTicket(bob, { view: 'organization', search: 'warranty' }), [], 'tickets of the organization, searched for a stranger\'s subject');
  }, 'organizations');

  test('an empty search narrows nothing', async () => {
    const client = await bench.client('alice');
    const { capabilities } = await client.getProfile({}, {});
    if (capabilities.search !== 'none') same((await everyTicket(client, { search: '' })).length, (await everyTicket(client)).length, 'number of tickets');
  });
}
