import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { access, isWrite, mapOperations, operationNames, portalOperations, settingsOperations, ticketing, uploads, type Operation } from './index.ts';

const TABLES = [ticketing, access, uploads, portalOperations, settingsOperations] as const;
const all = TABLES.flatMap((table) => Object.entries(table)) as [string, Operation][];

describe('the operation tables', () => {
  it('give each operation a name and a route of its own', () => {
    const names = all.map(([name]) => name);
    assert.equal(new Set(names).size, names.length);
    const routes = all.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':id')}`);
    assert.equal(new Set(routes).size, routes.length);
  });

  it('say of each operation what it does, in a sentence', () => {
    for (const [name, { summary }] of all) assert.match(summary, /^[A-Z].{10,}\.$/, name);
  });

  it('read with GET and write with everything else', () => {
    assert.deepEqual(operationNames(ticketing).filter((name) => isWrite(ticketing[name])), ['reply', 'closeTicket', 'reopenTicket', 'addCc', 'removeCc', 'rateTicket', 'createTicket']);
  });

  it('map to every operation and nothing else', () => {
    assert.deepEqual(Object.keys(mapOperations(ticketing, (name) => name)), operationNames(ticketing));
    assert.deepEqual(Object.values(mapOperations(ticketing, (_, { path }) => path)), operationNames(ticketing).map((name) => ticketing[name].path));
  });
});
