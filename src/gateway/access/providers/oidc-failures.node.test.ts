import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { browser, post } from '../../helpers.node.test.ts';
import { begin, FAILED, follow, oidcGateway, oidcProvider, reasonIn, RETURN_TO, serve } from './provider-helpers.node.test.ts';

describe('A provider that is down', () => {
  it('is told at once, and the sign-in works when it is back', async () => {
    const provider = await oidcProvider();
    const gateway = oidcGateway(provider.issuer);
    const tab = browser(gateway);
    provider.set({ down: true });
    const response = await tab.fetch(post('/v1/providers/op/sign-ins', { returnTo: RETURN_TO }));
    assert.deepEqual([response.status, reasonIn(gateway)], [503, 'provider-down']);
    provider.set({});
    const back = provider.authorize(await begin(tab, 'op'));
    provider.set({ down: true });
    assert.equal(await follow(tab, back), FAILED);
    assert.equal(reasonIn(gateway), 'provider-down');
    await provider.close();
    assert.equal(await follow(tab, provider.authorize(await begin(tab, 'op'))), FAILED, 'what it said of itself is still known');
    assert.equal(reasonIn(gateway), 'provider-down');
    await gateway.close();
  });

  it('that never answers is waited for ten seconds', async () => {
    const provider = await oidcProvider();
    provider.set({ hang: true });
    const gateway = oidcGateway(provider.issuer);
    const bounds: number[] = [];
    const { timeout } = AbortSignal;
    const mocked = mock.method(AbortSignal, 'timeout', (milliseconds: number) => {
      bounds.push(milliseconds);
      return timeout.call(AbortSignal, 20);
    });
    const response = await browser(gateway).fetch(post('/v1/providers/op/sign-ins', { returnTo: RETURN_TO }));
    mocked.mock.restore();
    assert.deepEqual([response.status, bounds, reasonIn(gateway)], [503, [10_000], 'provider-down']);
    await gateway.close();
    await provider.close();
  });

  it('or another than it says it is, is not believed', async () => {
    const liar = await serve(() => Promise.resolve({ json: { issuer: 'https://login.example', authorization_endpoint: 'https://evil.example/' } }));
    const gateway = oidcGateway(liar.origin);
    await assert.rejects(begin(browser(gateway), 'op'), /503/);
    await gateway.close();
    await liar.close();
  });
});
