import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { describe, it } from 'node:test';
import { filterOperator, isPortalError, type Filter } from '../../contract/index.ts';
import { row as rowOf } from './answers.ts';
import { filterSql, type FilterContext } from './filter-sql.ts';
import { readPattern } from './patterns.ts';
import { offered, propertiesOf } from './properties.ts';
import { Phrase } from './search.ts';
import { Statuses } from './statuses.ts';
import { textOfHtml } from './text-of-html.ts';
import { before, customField, literal, moment, notBefore } from './ticket-sql.ts';
import { aliceOn, fakeRt, list, row } from './fake-rt.ts';

const statuses = new Statuses({ new: { category: 'open' }, Waiting: { category: 'open', waitingOn: 'customer' }, done: { category: 'closed' } });
/** Tickets 1 to 4, as Request Tracker lists them. */
const tickets = ['100% done', '1000 done', 'Äpfel', 'ÄPFEL und Birnen'].map((Subject, index) => z.parse(rowOf, row({
  id: String(index + 1), Subject, Requestor: [{ id: 'x', EmailAddress: 'x@müller.example', Organization: index === 0 ? 'MÜLLER' : 'Müller & Söhne' }],
  CustomFields: [{ name: 'Ort', values: index === 1 ? ['KÖLN'] : [] }],
})));
const candidates: string[] = [];
const vocabulary: FilterContext = {
  statuses, queues: ['Support', 'Sales'], filterFields: ['Secret'],
  fields: [
    { name: 'Since', type: 'date', lines: false, single: true, required: false },
    { name: 'Blocked', type: 'checkbox', lines: false, single: true, required: false, options: [{ value: 'Yes', label: 'Yes' }] },
    { name: 'Ort', type: 'text', lines: false, single: true, required: false },
    { name: 'Plan', type: 'file', lines: false, single: true, required: false },
    { name: 'in {braces}', type: 'text', lines: false, single: true, required: false },
  ],
  tickets: async (where, test) => {
    candidates.push(where);
    return tickets.filter(test).map(({ id }) => id);
  },
};
const sql = (filter: Filter): Promise<string> => filterSql(filter, vocabulary);

describe('TicketSQL', () => {
  it('escapes what would end a text', () => {
    assert.equal(literal('it\'s C:\\temp'), '\'it\\\'s C:\\\\temp\'');
  });

  it('refuses the words for which Request Tracker would put in the asking account', () => {
    for (const word of ['__CurrentUser__', '__CurrentUserName__', '__Active__']) assert.throws(() => literal(word), (error) => isPortalError(error, 'invalid-input'));
  });

  it('refuses field names that would end the field', () => {
    assert.throws(() => customField('x} = \'\' OR CF.{y'), (error) => isPortalError(error, 'invalid-input'));
  });

  it('writes moments without the letters that Request Tracker does not understand, and never misses a whole second', () => {
    assert.equal(moment(Date.UTC(2026, 10, 22, 15, 21, 24, 1), 'down'), '2026-11-22 15:21:24');
    assert.equal(notBefore('Created', Date.UTC(2026, 10, 22, 15, 21, 24, 1)), 'Created >= \'2026-11-22 15:21:25\'');
    assert.equal(before('Created', Date.UTC(2026, 10, 22, 15, 21, 24)), 'Created < \'2026-11-22 15:21:24\'');
  });
});

describe('the owner\'s filter', () => {
  const rules: readonly (readonly [Filter, string])[] = [
    [{ all: [] }, 'id > 0'],
    [{ any: [] }, 'id = 0'],
    [{ property: 'category', operator: 'is', value: 'closed' }, 'Status = \'done\''],
    [{ property: 'category', operator: 'is-not', value: 'closed' }, 'Status != \'done\''],
    [{ property: 'category', operator: 'is-known' }, 'id > 0'],
    [{ property: 'stage', operator: 'not-in', value: ['new', 'done'] }, '(Status != \'new\' AND Status != \'done\')'],
    [{ property: 'queue', operator: 'contains', value: 'SUPP' }, 'Queue = \'Support\''],
    [{ property: 'queue', operator: 'is', value: 'Internal' }, 'id = 0'],
    [{ property: 'id', operator: 'in', value: ['7', 'x', '8'] }, '(id = 7 OR id = 8)'],
    [{ property: 'created', operator: 'after', value: '2026-11-01T00:00:00.5Z' }, 'Created >= \'2026-11-01 00:00:01\''],
    [{ property: 'organization', operator: 'is', value: 'acme' }, 'Requestor.Organization = \'acme\''],
    [{ property: 'requester', operator: 'contains', value: '@acme.example' }, 'Requestor.EmailAddress LIKE \'@acme.example\''],
    [{ property: 'field:Since', operator: 'before', value: '2026-11-01' }, 'CF.{Since} < \'2026-11-01\''],
    [{ property: 'field:Blocked', operator: 'is', value: true }, 'CF.{Blocked} = \'Yes\''],
    [{ property: 'field:Blocked', operator: 'is-not', value: true }, 'CF.{Blocked} != \'Yes\''],
    [{ property: 'field:Secret', operator: 'is-unknown' }, 'CF.{Secret} IS NULL'],
    [{ any: [{ property: 'subject', operator: 'is', value: 'a' }, { all: [{ property: 'subject', operator: 'is', value: 'b' }] }] }, '(Subject = \'a\' OR Subject = \'b\')'],
    // Request Tracker cannot escape a wildcard: those that really have it are named
    [{ property: 'subject', operator: 'contains', value: '100%' }, 'id = 1'],
    [{ property: 'subject', operator: 'not-contains', value: '100%' }, 'id != 1'],
    // nor does every database of its know capital letters outside of ASCII
    [{ property: 'subject', operator: 'is', value: 'äpfel' }, 'id = 3'],
    [{ property: 'subject', operator: 'is-not', value: 'äpfel' }, 'id != 3'],
    [{ property: 'subject', operator: 'contains', value: 'äpfel' }, '(id = 3 OR id = 4)'],
    [{ property: 'organization', operator: 'in', value: ['müller', 'other'] }, 'id = 1'],
    [{ property: 'requester', operator: 'contains', value: '@MÜLLER' }, '(id = 1 OR id = 2 OR id = 3 OR id = 4)'],
    [{ property: 'field:Ort', operator: 'is-not', value: 'Köln' }, 'id != 2'],
    // letters without capitals are as sure as ASCII
    [{ property: 'subject', operator: 'is', value: '부산' }, 'Subject = \'부산\''],
    [{ property: 'field:Since', operator: 'not-in', value: ['2026-11-01', '2026-11-02'] }, '(CF.{Since} != \'2026-11-01\' AND CF.{Since} != \'2026-11-02\')'],
    [{ property: 'field:Plan', operator: 'is-known' }, 'CF.{Plan} IS NOT NULL'],
  ];
  for (const [filter, expected] of rules) it(`becomes ${expected}`, async () => assert.equal(await sql(filter), expected));

  const impossible: readonly Filter[] = [
    { property: 'priority', operator: 'is', value: '1' }, { property: 'field:Nope', operator: 'is-known' }, { property: 'subject', operator: 'before', value: 'x' },
    { property: 'field:Secret', operator: 'after', value: '5' }, { property: 'field:Since', operator: 'before', value: 'soon' }, { property: 'created', operator: 'before', value: 'soon' },
    { property: 'field:Secret', operator: 'contains', value: '5%' }, { property: 'subject', operator: 'is', value: '__CurrentUser__' },
    { property: 'field:Secret', operator: 'is-not', value: 'Ünïcode' }, { property: 'field:Since', operator: 'contains', value: '2026' },
    { property: 'field:Since', operator: 'is', value: 'soon' }, { property: 'field:Plan', operator: 'is', value: 'plan.pdf' }, { property: 'created', operator: 'is', value: '2026-11-01T00:00:00Z' },
    { property: 'queue', operator: 'before', value: 'Support' }, { property: 'field:in {braces}', operator: 'is-known' },
  ];
  for (const filter of impossible) {
    it(`that cannot be kept is refused, not dropped: ${JSON.stringify(filter)}`, async () => {
      await assert.rejects(sql({ any: [{ all: [filter] }] }), (error) => isPortalError(error, 'invalid-input'));
    });
  }
});

describe('what owners are offered for a filter', () => {
  const operators = filterOperator.options;
  for (const property of propertiesOf(vocabulary).map(offered)) {
    it(`is kept, and what is not offered is refused: ${property.id}`, async () => {
      const value = property.type === 'date' ? '2026-11-01' : property.type === 'boolean' ? true : property.options?.[0]?.value ?? '7';
      for (const operator of operators) {
        const rule: Filter = operator === 'is-known' || operator === 'is-unknown' ? { property: property.id, operator }
          : { property: property.id, operator, value: operator === 'in' || operator === 'not-in' ? [String(value)] : value };
        if (property.operators.includes(operator)) assert.ok((await sql(rule)).length > 0);
        else await assert.rejects(sql(rule), (error) => isPortalError(error, 'invalid-input'), operator);
      }
    });
  }

  it('has every property once, and none that Request Tracker cannot search by', () => {
    assert.deepEqual(propertiesOf({ ...vocabulary, fields: [...vocabulary.fields, ...vocabulary.fields], filterFields: ['Secret', 'Ort'] }).map(({ id }) => id), [
      'id', 'subject', 'category', 'stage', 'queue', 'created', 'requester', 'organization', 'field:Since', 'field:Blocked', 'field:Ort', 'field:Plan', 'field:Secret',
    ]);
  });
});

describe('candidates for a rule that Request Tracker cannot keep by itself', () => {
  it('are asked for with wildcards in the place of what it may not know', async () => {
    candidates.length = 0;
    await sql({ property: 'subject', operator: 'contains', value: '50%_Äö' });
    assert.deepEqual(candidates, ['Subject LIKE \'50%%%%\'']);
  });
});

describe('statuses', () => {
  it('are known whatever their case', () => assert.deepEqual(statuses.of('WAITING').category, 'open'));
  it('narrow to open ones by leaving out the closed ones, so that unknown ones are among them', () => assert.equal(statuses.categorySql('open'), 'Status != \'done\''));
  it('that wait on one party are left out where tickets wait on the other', () => {
    assert.equal(statuses.waitingSql('support'), '(Status != \'done\' AND Status != \'waiting\')');
    assert.equal(statuses.waitingSql('customer'), 'Status != \'done\'');
  });
});

describe('a search', () => {
  it('finds a phrase in any case and across line ends', () => {
    assert.ok(new Phrase('Größe ÄNDERN').isIn('die GRÖSSE? nein: gröSSE… Größe\n  ändern!'.replace('GRÖSSE', 'x')));
    assert.ok(!new Phrase('red blue').isIn('red green blue'));
  });

  it('asks for wildcards as for any letter, and never for the asking account', () => {
    assert.match(new Phrase('100%').candidatesSql(false), /Subject LIKE '100_'/);
    assert.equal(new Phrase('__CurrentUser__').candidatesSql(false), 'Subject LIKE \'%__currentuser__\'');
  });

  it('looks for letters outside of ASCII as quoted-printable keeps them', () => {
    assert.match(new Phrase('부산').candidatesSql(true), /Content LIKE '=EB%=B6%=80%=EC%=82%=B0'/);
    assert.match(new Phrase('schöne').candidatesSql(true), /Content LIKE 's%c%h%=__%=__%n%e'/);
  });

  it('looks for short words also where a line end or a tag parts them', () => {
    assert.match(new Phrase('foot').candidatesSql(true), /'foot'.*'fo=\not'.*'f<%>oot'/s);
  });

  it('reads HTML as people do', () => {
    assert.equal(textOfHtml('<p>Look &amp; see <b>qu</b>ok<style>p{}</style></p><script>x</script>').replace(/\s+/g, ' ').trim(), 'Look & see quok');
  });

  it('finds nothing where only a tag or an attribute has the word', async () => {
    const fake = fakeRt(({ method, path }) => (method === 'POST' && path.endsWith('/attachments')
      ? list([{ id: '1', TransactionId: '70', ContentType: 'text/html', Content: '<p class="hidden">text</p>' }], null) : undefined));
    assert.deepEqual((await aliceOn(fake).listTickets({ search: 'hidden' }, {})).items, []);
  });
});

describe('the order by last activity', () => {
  /** Ticket n was created on day n and updated on day 20 - n; its last public message is of the day that is given. */
  const days = [3, 9, 5, 12, 4, 8, 2, 15];
  const at = (day: number): string => new Date(Date.UTC(2026, 0, day)).toISOString().replace('.000', '');
  const rows = days.map((day, index) => ({ day, row: row({ id: String(index + 1), Created: at(1), LastUpdated: at(Math.max(day, 16 - index)) }) }));
  const fake = fakeRt(({ path, query }) => {
    if (path.endsWith('/transactions')) {
      const asked = new Set([...(query.get('query') ?? '').matchAll(/ObjectId = (\d+)/g)].map(([, id]) => Number(id)));
      return list(days.flatMap((day, index) => (asked.has(index + 1) ? [{ id: String(index + 100), Type: 'Correspond', Created: at(day), Creator: { id: 'agnes' }, ObjectId: String(index + 1) }] : [])), null);
    }
    if (!path.endsWith('/tickets')) return undefined;
    const [column = 'id'] = query.getAll('orderby');
    const sign = query.get('order') === 'DESC' ? -1 : 1;
    const sorted = rows.map((one) => one.row).sort((a, b) => sign * (Date.parse(String(a[column])) - Date.parse(String(b[column])) || Number(a['id']) - Number(b['id'])));
    const [page, size] = [Number(query.get('page')), Number(query.get('per_page'))];
    return list(sorted.slice((page - 1) * size, page * size), sorted.length);
  });

  for (const direction of ['ascending', 'descending'] as const) {
    for (const limit of [1, 3, 8, 20]) {
      it(`is that of the last public message, ${direction}, in pages of ${String(limit)}, though Request Tracker sorts otherwise`, async () => {
        const seen: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const page = await aliceOn(fake).listTickets({ direction, limit, ...(cursor === '' ? {} : { cursor }) }, {});
          seen.push(...page.items.map(({ lastActivity }) => lastActivity));
          cursor = page.nextCursor;
        }
        const expected = days.map(at).sort();
        assert.deepEqual(seen, direction === 'ascending' ? expected : expected.reverse());
      });
    }
  }
});

describe('the pattern of a field', () => {
  const patterns: readonly (readonly [string, ReturnType<typeof readPattern>])[] = [
    ['', { required: false }],
    ['(?#Mandatory).', { required: true }],
    ['^(?:ORD-\\d{6})?$', { required: false, pattern: '(?:ORD-\\d{6})?' }],
    ['^\\d*$', { required: false, pattern: '\\d*', number: { integer: true, negative: false } }],
    ['^-?\\d+(?:\\.\\d+)?$', { required: true, pattern: '-?\\d+(?:\\.\\d+)?', number: { integer: false, negative: true } }],
    ['(?#Zip)^\\d{5}$', { required: true, pattern: '\\d{5}' }],
    // found anywhere in the value, as Perl does
    ['^a|b$', { required: true, pattern: '[\\s\\S]*(?:^a|b$)[\\s\\S]*' }],
    ['[\\w.-]+@[\\w.-]+', { required: true, pattern: '[\\s\\S]*(?:[\\w.\\-]+@[\\w.\\-]+)[\\s\\S]*' }],
    // what JavaScript reads otherwise, or not at all, is left to Request Tracker
    ['^[[:alpha:]]+$', { required: false }],
    ['(?#Mandatory)^(', { required: true }],
  ];
  for (const [perl, expected] of patterns) it(`${perl || 'nothing'} is read`, () => assert.deepEqual(readPattern(perl), expected));

  it('becomes a form: hints that Request Tracker invents are left out, options depend on their parent', async () => {
    const { fields } = await aliceOn(fakeRt()).getForm({ formId: 'Support' }, {});
    const of = (id: string): unknown => fields.find((field) => field.id === id);
    assert.deepEqual(fields.map(({ id, type }) => `${id} ${type}`), [
      'subject text', 'Product select', 'Area select', 'Affected number', 'Blocked checkbox', 'Since date', 'Hosts textarea', 'message textarea', 'attachments file',
    ]);
    assert.deepEqual(of('Product'), { id: 'Product', type: 'select', label: 'Product', required: true, help: 'Which one?', options: [{ value: 'Cloud', label: 'Cloud' }, { value: 'App', label: 'App' }] });
    assert.deepEqual(of('Area'), {
      id: 'Area', type: 'select', label: 'Area', required: false, dependsOn: 'Product',
      options: [{ value: 'Login', label: 'Login', when: ['Cloud', 'App'] }, { value: 'Camera', label: 'Camera', when: ['App'] }],
    });
    assert.deepEqual(of('Affected'), { id: 'Affected', type: 'number', label: 'Affected', required: false, integer: true, min: 0 });
  });
});
