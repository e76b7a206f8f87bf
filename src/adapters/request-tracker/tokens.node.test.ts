import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError } from '../../contract/index.ts';
import { json, list } from './fake-rt.ts';
import { mintTokens, tokensFrom, type MintOptions } from './tokens.ts';

const alice = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const token = (n: number): string => `1-38-${String(n).padStart(32, '0')}`;

/** The pages of RT that make tokens. */
function pages({ privileged = 0, known = true, password = 'right' } = {}): { fetch: typeof globalThis.fetch; made: () => number; created: unknown[] } {
  let made = 0;
  const created: unknown[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    switch (`${init.method ?? 'GET'} ${decodeURIComponent(url.pathname)}`) {
      case 'POST /rt/REST/2.0/users': return list(known ? [{ id: 'alice', EmailAddress: 'Alice@acme.example' }] : []);
      case 'POST /rt/REST/2.0/user':
        created.push(JSON.parse(init.body as string));
        return json({ id: 'alice@acme.example', type: 'user' }, 201);
      case 'GET /rt/REST/2.0/user/alice': case 'GET /rt/REST/2.0/user/alice@acme.example': return json({ id: 38, Privileged: privileged });
      case 'POST /rt/Admin/Users/AuthTokens.html': {
        const form = init.body as URLSearchParams;
        if (headers.get('referer') !== 'https://rt.example/rt/' || form.get('Password') !== password) return new Response('<p>no</p>');
        made += 1;
        return new Response(null, { status: 302, headers: { 'Location': 'http://internal:8080/rt/Admin/Users/AuthTokens.html?id=38&results=x', 'Set-Cookie': 'RT_SID=abc; path=/' } });
      }
      case 'GET /rt/Admin/Users/AuthTokens.html':
        return new Response(headers.get('cookie') === 'RT_SID=abc' ? `<li>Token 1-99-${'a'.repeat(32)}</li><li>${token(made)}</li>` : '<p>login</p>');
      default: return json({ message: 'Not Found' }, 404);
    }
  };
  return { fetch, made: () => made, created };
}
const mint = (fake: ReturnType<typeof pages>, more: Partial<MintOptions> = {}): ReturnType<typeof mintTokens> =>
  mintTokens({ url: 'https://rt.example/rt/', service: { token: 'service-token', password: 'right' }, fetch: fake.fetch, ...more });

describe('tokens that are made', () => {
  it('are made once for each customer, however many ask at once', async () => {
    const fake = pages();
    const tokenFor = mint(fake);
    assert.deepEqual(await Promise.all([tokenFor(alice, {}), tokenFor(alice, {}), tokenFor(alice, {})]), [token(1), token(1), token(1)]);
    assert.equal(fake.made(), 1);
  });

  it('are kept in the store, and not made again after a start', async () => {
    const held = new Map<string, string>();
    const store = { get: async (email: string) => held.get(email), set: async (email: string, made: string) => void held.set(email, made) };
    await mint(pages(), { store })(alice, {});
    const second = pages();
    assert.deepEqual([await mint(second, { store })(alice, {}), second.made()], [token(1), 0]);
  });

  it('are made anew where Request Tracker knows one no longer', async () => {
    const fake = pages();
    const tokenFor = mint(fake);
    const first = await tokenFor(alice, {});
    assert.equal(await tokenFor(alice, { renew: first }), token(2));
    assert.equal(await tokenFor(alice, {}), token(2));
  });

  it('are never made for an agent', async () => {
    const fake = pages({ privileged: 1 });
    await assert.rejects(mint(fake)(alice, {}), (error) => isPortalError(error, 'forbidden'));
    assert.equal(fake.made(), 0);
  });

  it('bring an account along for a customer who has none, unless that is not wanted', async () => {
    const fake = pages({ known: false });
    assert.equal(await mint(fake)(alice, {}), token(1));
    assert.deepEqual(fake.created, [{ Name: 'alice@acme.example', EmailAddress: 'alice@acme.example', RealName: 'Alice', Privileged: 0 }]);
    await assert.rejects(mint(pages({ known: false }), { createUsers: false })(alice, {}), (error) => isPortalError(error, 'forbidden'));
  });

  it('that are not made say so, and the next call tries again', async () => {
    const fake = pages({ password: 'changed' });
    const tokenFor = mint(fake);
    await assert.rejects(tokenFor(alice, {}), (error) => isPortalError(error, 'unavailable'));
    await assert.rejects(tokenFor(alice, {}), (error) => isPortalError(error, 'unavailable') && !error.message.includes('right\''));
  });
});

describe('tokens from a table', () => {
  it('are the customer\'s own', async () => {
    assert.equal(await tokensFrom({ 'alice@acme.example': 'a' })(alice, {}), 'a');
  });

  it('are nobody else\'s', async () => {
    for (const email of ['bob@acme.example', '__proto__', 'constructor']) {
      await assert.rejects(tokensFrom({ 'alice@acme.example': 'a' })({ ...alice, email }, {}), (error) => isPortalError(error, 'forbidden'));
    }
  });

  it('cannot be made anew', async () => {
    await assert.rejects(tokensFrom({ 'alice@acme.example': 'a' })(alice, { renew: 'a' }), (error) => isPortalError(error, 'unavailable'));
  });
});
