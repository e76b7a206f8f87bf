import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultSettings, isPortalError, publicPart, type ErrorCode } from '../../contract/index.ts';
import { httpPortal, httpSettings } from './index.ts';

const GATEWAY = 'https://gateway.example';
const is = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);

/** A gateway that answers one thing, and keeps what it was asked. */
function answering(answer: unknown, status = 200): { fetch: (request: Request) => Promise<Response>; asked: { method: string; url: string; body: unknown; key: string | null }[] } {
  const asked: { method: string; url: string; body: unknown; key: string | null }[] = [];
  return {
    asked,
    fetch: async (request) => {
      const text = await request.text();
      asked.push({ method: request.method, url: request.url, body: text === '' ? null : JSON.parse(text) as unknown, key: request.headers.get('Idempotency-Key') });
      return Response.json(answer, { status });
    },
  };
}

const settings = publicPart(defaultSettings());

describe('what everybody may know of a portal, by the gateway', () => {
  it('is asked for at one address', async () => {
    const { fetch, asked } = answering({ ...settings, columns: ['subject', 'field:product', 'status'] });
    const { columns, name } = await httpPortal({ gateway: GATEWAY, fetch })();
    assert.deepEqual(columns, ['subject', 'field:product', 'status']);
    assert.deepEqual(name, { en: 'Support' });
    assert.deepEqual(asked.map(({ method, url }) => `${method} ${url}`), [`GET ${GATEWAY}/v1/portal`]);
  });

  it('is refused where a page must not show it: scripts as links, style sheets as colours, columns that are none', async () => {
    const bad = [
      { navigation: [{ label: { en: 'x' }, href: 'javascript:alert(1)' }] },
      { brand: { ...settings.brand, theme: { accent: 'red;}body{display:none' } } },
      { brand: { ...settings.brand, logo: { src: 'data:text/html,x', alt: {} } } },
      { columns: ['field:'] }, { columns: ['secret'] }, { enabled: 'yes' },
    ];
    for (const part of bad) await assert.rejects(httpPortal({ gateway: GATEWAY, fetch: answering({ ...settings, ...part }).fetch })(), is('bad-response'), JSON.stringify(part));
  });

  it('is absent at a gateway that does not know of it', async () => {
    const { fetch } = answering({ error: { code: 'not-found', message: 'There is nothing at this address.' } }, 404);
    await assert.rejects(httpPortal({ gateway: GATEWAY, fetch })(), is('not-found'));
  });
});

describe('the owner’s operations, by the gateway', () => {
  it('send what they are given, writes with their key', async () => {
    const { fetch, asked } = answering({ count: 2, sample: [] });
    const client = httpSettings({ gateway: GATEWAY, fetch });
    const filter = { property: 'queue', operator: 'is' as const, value: 'support' };
    assert.deepEqual(await client.countTickets({ filter }, { idempotencyKey: 'one' }), { count: 2, sample: [] });
    assert.deepEqual(asked, [{ method: 'POST', url: `${GATEWAY}/v1/settings/count`, body: { filter }, key: 'one' }]);
  });

  it('name a version in the path', async () => {
    const version = { number: 3, saved: null, by: null, comment: '', document: { version: 1 } };
    const { fetch, asked } = answering(version);
    assert.deepEqual(await httpSettings({ gateway: GATEWAY, fetch }).getSettingsVersion({ version: 3 }, {}), version);
    assert.equal(asked[0]?.url, `${GATEWAY}/v1/settings/versions/3`);
  });

  it('are refused to others, and an answer that is none is told', async () => {
    const refused = answering({ error: { code: 'forbidden', message: 'For owners.' } }, 403);
    await assert.rejects(httpSettings({ gateway: GATEWAY, fetch: refused.fetch }).getSettings({}, {}), is('forbidden'));
    await assert.rejects(httpSettings({ gateway: GATEWAY, fetch: answering({ document: {} }).fetch }).getSettings({}, {}), is('bad-response'));
  });
});
