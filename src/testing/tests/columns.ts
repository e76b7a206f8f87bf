import { same, sameSet } from '../assert.ts';
import { everyTicket } from '../bench.ts';
import { readable } from '../oracle.ts';
import type { Tests } from '../suite.ts';

/** Fields in the rows of a list: those that the owner shows, and no others. */
export function columnTests({ bench, test }: Tests): void {
  test('rows carry the fields that the owner shows, with the labels of their values', async () => {
    const columns = ['product', 'order', 'root-cause'].map((id) => bench.id(id, 'field'));
    const client = await bench.client('alice', ['mine'], null, { columns: [...columns, 'no-such-field'] });
    for (const row of await everyTicket(client)) {
      const { fields } = await client.getTicket({ ticketId: row.id }, {});
      sameSet((row.fields ?? []).map((field) => JSON.stringify(field)), fields.filter(({ id }) => columns.includes(id)).map((field) => JSON.stringify(field)), `fields in the row of ${bench.keyOf(row.id)}`);
    }
    const row = (await everyTicket(client)).find(({ id }) => id === bench.id('conversation'));
    sameSet((row?.fields ?? []).map(({ value }) => String(value)), ['Widget Cloud', 'ORD-123456'], 'values in a row');
  }, 'fields');

  test('rows carry no fields where the owner shows none', async () => {
    const rows = await everyTicket(await bench.client('alice'));
    same(rows.filter(({ fields = [] }) => fields.length > 0).map(({ id }) => bench.keyOf(id)), [], 'rows with fields');
    sameSet(rows.map(({ id }) => bench.keyOf(id)), readable(bench, 'alice').map(({ key }) => key), 'rows');
  });
}
