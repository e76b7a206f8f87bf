import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoOutbox } from './outbox.ts';

const mail = (subject: string, text = 'Hello', html = '<!doctype html><html lang="en"><head><title>x</title></head><body>Hello</body></html>') =>
  ({ id: '<1@demo.example>', from: 'Demo <demo@demo.example>', to: 'alice@acme.example', subject, text, html, language: 'en' });
const show = async ({ page }: ReturnType<typeof demoOutbox>): Promise<string> => (await page(new Request('http://127.0.0.1:4310/outbox'))).text();

describe('the demo\'s outbox', () => {
  it('shows mails, the newest first, and forgets all but the last fifty', async () => {
    const outbox = demoOutbox();
    assert.match(await show(outbox), /No mail yet/);
    for (let number = 1; number <= 60; number += 1) await outbox.send(mail(`Mail ${String(number)}.`));
    const subjects = [...(await show(outbox)).matchAll(/<h2[^>]*>Mail (\d+)\.<\/h2>/g)].map(([, number]) => Number(number));
    assert.deepEqual(subjects, Array.from({ length: 50 }, (_, index) => 60 - index));
  });

  it('shows what is in them as it is, with links that can be followed, and lets nothing run', async () => {
    const outbox = demoOutbox();
    await outbox.send(mail('<script>alert(1)</script>', 'Go:\nhttp://127.0.0.1:4310/support#portal=verify&token=a\n<img src=x>', '<html><head></head><body>"><script>alert(2)</script>'));
    const page = await show(outbox);
    assert.doesNotMatch(page, /<script|<img/);
    assert.match(page, /<a href="http:\/\/127\.0\.0\.1:4310\/support#portal=verify&amp;token=a">/);
    const frame = /<iframe[^>]*>/.exec(page)?.[0] ?? '';
    assert.match(frame, /sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    assert.match(frame, /srcdoc="&lt;html&gt;&lt;head&gt;&lt;base target=&quot;_blank&quot;&gt;[^"]*&quot;&gt;&lt;script&gt;/);
    assert.match((await outbox.page(new Request('http://127.0.0.1/outbox'))).headers.get('Content-Security-Policy') ?? '', /^default-src 'none'/);
  });

  it('answers on this machine only, and only to who looks', async () => {
    const { page } = demoOutbox();
    assert.equal((await page(new Request('http://evil.example/outbox'))).status, 403);
    assert.equal((await page(new Request('http://localhost/outbox', { method: 'POST' }))).status, 404);
    assert.equal((await page(new Request('http://localhost/outbox/more'))).status, 404);
    assert.equal((await page(new Request('http://localhost/outbox/'))).status, 200);
  });
});
