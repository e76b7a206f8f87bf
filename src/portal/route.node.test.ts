import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hrefOf, parseRoute, type Route } from './route.ts';

const places: readonly (readonly [address: string, route: Route])[] = [
  ['/', { view: 'list', query: '' }],
  ['/?search=login&status=open', { view: 'list', query: 'search=login&status=open' }],
  ['/tickets/17', { view: 'ticket', ticketId: '17' }],
  ['/tickets/A%2F1%20%25', { view: 'ticket', ticketId: 'A/1 %' }],
  ['/new', { view: 'new' }],
  ['/new/contact', { view: 'new', formId: 'contact' }],
  ['/account', { view: 'account' }],
];

for (const [address, route] of places) {
  it(`${address} is a place, and the place has this address`, () => {
    assert.deepEqual(parseRoute(address), route);
    assert.equal(hrefOf(route, ''), address);
    assert.equal(hrefOf(route, '/support'), `/support${address}`);
  });
}

it('an empty path and a slash too many are the list', () => {
  assert.deepEqual(parseRoute(''), { view: 'list', query: '' });
  assert.deepEqual(parseRoute('/tickets/'), { view: 'list', query: '' });
});

it('an address that is none of ours is told as unknown', () => {
  assert.deepEqual(parseRoute('/invoices/3'), { view: 'unknown', path: '/invoices/3' });
});

it('a lone percent sign is itself', () => {
  assert.deepEqual(parseRoute('/tickets/100%'), { view: 'ticket', ticketId: '100%' });
});

it('a question mark in a query stays in the query', () => {
  assert.deepEqual(parseRoute('/?search=why?'), { view: 'list', query: 'search=why?' });
});
