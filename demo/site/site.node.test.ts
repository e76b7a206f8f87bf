import assert from 'node:assert/strict';
import { test } from 'node:test';
import { site } from './site.ts';

const website = site({ backend: 'nothing', accounts: [], agentPath: null });
const get = (path: string): Promise<Response> => website(new Request(`http://127.0.0.1${path}`));

test('an address below the portal that is no UTF-8 still answers with the portal’s page', async () => {
  const response = await get('/support/tickets/%E0%A4%A');
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<customer-portal/);
});

test('an address of no page answers that there is none', async () => {
  for (const path of ['/nothing', '/%E0%A4%A', '/supporters', '/cdn/%00.js', '/cdn/..%2f..%2fpackage.json']) assert.equal((await get(path)).status, 404, path);
});
