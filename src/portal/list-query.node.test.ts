import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Capabilities } from '../contract/index.ts';
import { firstDirection, fitQuery, isFiltered, isSameQuery, normalize } from './list-query.ts';

const everything: Capabilities = {
  views: ['mine', 'organization', 'cc'], search: 'messages', sort: ['id', 'subject', 'created', 'lastActivity', 'status'], waitingOn: true,
  stages: [{ id: 'new', label: 'New', category: 'open' }], createTicket: true, reply: true, closeTicket: true, reopenTicket: true, files: null,
};
const USUAL = { view: 'mine', sort: 'lastActivity', direction: 'descending' };

describe('a list query', () => {
  it('is the same however it is written', () => {
    assert.ok(isSameQuery({}, { view: 'mine', sort: 'lastActivity', direction: 'descending' }));
    assert.ok(isSameQuery({ search: ' a ', status: 'open' }, { status: 'open', search: 'a' }));
    assert.ok(isSameQuery({ search: '  ' }, {}));
    assert.ok(!isSameQuery({ search: 'a' }, { search: 'b' }));
    assert.ok(!isSameQuery({ createdFrom: '2026-11-01T00:00:00Z' }, { activeFrom: '2026-11-01T00:00:00Z' }));
  });

  it('keeps a search to the length that the contract allows', () => {
    assert.equal(normalize({ search: 'x'.repeat(500) }).search?.length, 200);
  });

  it('narrows by filters, not by view or order', () => {
    assert.equal(isFiltered({ view: 'cc', sort: 'id', direction: 'ascending' }), false);
    assert.equal(isFiltered({ stage: 'new' }), true);
  });

  it('passes whole to a backend that can do everything', () => {
    const query = { view: 'cc', search: 'a', status: 'open', stage: 'new', waitingOn: 'customer', createdFrom: '2026-11-01T00:00:00Z', sort: 'id', direction: 'ascending' } as const;
    assert.deepEqual(fitQuery(query, everything), query);
  });

  it('loses what a backend or a customer has not got', () => {
    const query = { view: 'organization', search: 'a', stage: 'gone', waitingOn: 'customer', sort: 'subject' } as const;
    assert.deepEqual(fitQuery(query, { ...everything, views: ['mine'], search: 'none', waitingOn: false, sort: ['lastActivity'] }), USUAL);
    assert.deepEqual(fitQuery({}, { ...everything, views: ['cc'], sort: ['created', 'id'] }), { ...USUAL, view: 'cc', sort: 'created' });
  });

  it('begins with the newest, but with A', () => {
    assert.equal(firstDirection('created'), 'descending');
    assert.equal(firstDirection('subject'), 'ascending');
  });
});
