import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeResponse, encodeError, ERROR_STATUS, isAbort, isPortalError, PortalError, ticketing, toPortalError, type ErrorCode } from './index.ts';

const decoded = async (response: Response): Promise<PortalError> => decodeResponse(ticketing.getTicket, response).then(() => assert.fail('was taken for an answer'), (error: unknown) => error as PortalError);

describe('errors', () => {
  for (const [code, status] of Object.entries(ERROR_STATUS) as [ErrorCode, number][]) {
    it(`${code} reads the same after its way over HTTP, with status ${String(status || 500)}`, async () => {
      const error = new PortalError(code, 'What was wrong.', { issues: [{ path: 'files.0', code: 'file-too-large', limit: 5 }, { path: '', code: 'invalid' }], retryAfter: 2.5, cause: new Error('secret') });
      const response = encodeError(error);
      assert.equal(response.status, status || 500);
      assert.equal(response.headers.get('Retry-After'), '3');
      const text = await response.clone().text();
      assert.doesNotMatch(text, /secret|stack/);
      const again = await decoded(response);
      assert.deepEqual([again.code, again.message, again.issues, again.retryAfter, again.cause], [code, 'What was wrong.', error.issues, 2.5, undefined]);
      assert.ok(isPortalError(again, code));
    });
  }

  it('carries neither issues nor a waiting time where there are none', async () => {
    const response = encodeError(new PortalError('not-found', 'Gone.'));
    assert.deepEqual(await response.json(), { error: { code: 'not-found', message: 'Gone.' } });
    assert.equal(response.headers.get('Retry-After'), null);
  });

  it('takes a 404 of some other server for what it is: no gateway', async () => {
    for (const body of ['<h1>Not Found</h1>', '', '{"error":"not found"}', '{"error":{"code":"no-such-code","message":""}}', 'null', '{"error":{"code":"toString","message":"x"}}']) {
      assert.equal((await decoded(new Response(body, { status: 404 }))).code, 'bad-response', body);
    }
  });

  it('understands what a proxy in between says by a status alone', async () => {
    for (const [status, code] of [[413, 'too-large'], [429, 'rate-limited'], [503, 'unavailable'], [504, 'timeout'], [500, 'bad-response'], [502, 'bad-response'], [401, 'bad-response'], [302, 'bad-response']] as const) {
      assert.equal((await decoded(new Response('<html>', { status }))).code, code, String(status));
    }
    assert.equal((await decoded(new Response('', { status: 429, headers: { 'Retry-After': '7' } }))).retryAfter, 7);
    assert.equal((await decoded(new Response('', { status: 503, headers: { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' } }))).retryAfter, undefined);
  });

  it('recognises an error of a second copy of the library, and nothing that only looks alike', () => {
    const foreign = Object.assign(new Error('x'), { name: 'PortalError', code: 'conflict' });
    assert.ok(isPortalError(foreign) && isPortalError(foreign, 'conflict'));
    assert.ok(!isPortalError(foreign, 'not-found'));
    for (const other of [new Error('x'), { name: 'PortalError', code: 'conflict' }, Object.assign(new Error('x'), { name: 'PortalError', code: 'constructor' }), null, 'conflict']) assert.ok(!isPortalError(other));
  });

  it('makes an internal error of anything unknown, and keeps what it was as the cause', () => {
    const known = new PortalError('conflict', 'x');
    assert.equal(toPortalError(known), known);
    const cause = new TypeError('boom');
    assert.deepEqual([toPortalError(cause).code, toPortalError(cause).cause, toPortalError(cause).message.includes('boom')], ['internal', cause, false]);
  });

  it('tells an abort from a failure', () => {
    assert.ok(isAbort(AbortSignal.abort().reason));
    assert.ok(!isAbort(new Error('x')) && !isAbort(undefined));
  });
});
