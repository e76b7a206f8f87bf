import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ENGINES, installEngines, open } from './engines.mjs';

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>A page</title>
<form><x-field name="n"></x-field></form><input id="files" type="file" multiple><a href="/elsewhere">Elsewhere</a><a id="save" download="견적서 (1).bin">Save</a><textarea></textarea><script>
document.querySelector('#save').href = URL.createObjectURL(new Blob([new Uint8Array(3_000_000).fill(7)]));
customElements.define('x-field', class extends HTMLElement {
  static formAssociated = true;
  internals = this.attachInternals();
  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = '<input><button type="button">Take</button>';
    this.shadowRoot.querySelector('button').onclick = () => this.internals.setFormValue(this.shadowRoot.querySelector('input').value);
  }
});
addEventListener('keydown', ({ key, ctrlKey }) => { window.pressed = (window.pressed ?? '') + (ctrlKey ? 'Control+' : '') + key + ' '; });
</script></html>`;

describe('the drivers', { timeout: 120_000 }, () => {
  let server: Server;
  let folder = '';
  let origin = '';
  before(async () => {
    installEngines();
    folder = await mkdtemp(join(tmpdir(), 'portico-drivers-'));
    await writeFile(join(folder, '견적서.txt'), 'a quote');
    server = createServer((request, response) => {
      response.setHeader('Content-Type', 'text/html');
      if (request.url === '/') response.setHeader('Set-Cookie', 'kept=1; Path=/');
      response.end(request.url === '/' ? PAGE : `<!doctype html><p>${request.headers.cookie ?? 'no cookie'}</p>`);
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const engine of ENGINES) {
    it(`type, press, click, choose files, follow links and keep cookies over pages in ${engine}`, async () => {
      const page = await open(engine, { locale: 'ko-KR', dark: true });
      try {
        await page.goto(`${origin}/`);
        await page.type(['x-field', 'input'], 'typed 한국어');
        await page.click(['x-field', 'button']);
        await page.press('Control+Enter');
        await page.choose('#files', [join(folder, '견적서.txt')]);
        const seen = await page.eval(async () => ({
          form: new FormData(document.forms[0]).get('n'), dark: matchMedia('(prefers-color-scheme: dark)').matches, language: navigator.language,
          file: await document.querySelector<HTMLInputElement>('#files')?.files?.[0]?.text(), pressed: (window as { pressed?: string }).pressed,
        }));
        assert.deepEqual({ ...seen, pressed: seen.pressed?.split(' ').at(-2) }, { form: 'typed 한국어', dark: true, language: 'ko-KR', file: 'a quote', pressed: 'Control+Enter' });
        assert(seen.pressed?.startsWith('t y p e d'), seen.pressed);

        const { name, bytes } = await page.download(() => page.click('#save'));
        assert.deepEqual([name, bytes.length, new Set(bytes)], ['견적서 (1).bin', 3_000_000, new Set([7])]);
        await page.eval(() => { document.querySelector('textarea')?.focus(); });
        await page.write('By keys: 서울!');
        assert.equal(await page.eval(() => document.querySelector('textarea')?.value), 'By keys: 서울!');

        const other = await page.newPage();
        await other.goto(`${origin}/elsewhere`);
        assert.equal(await other.eval(() => document.body.textContent), 'kept=1');
        assert.equal(await page.eval(() => document.title), 'A page');
        await other.goto(`${origin}/`);
        for (const one of [other, page]) {
          assert.equal(await one.eval(() => document.visibilityState), 'visible');
          await one.type(['x-field', 'input'], '!');
          await one.click(['x-field', 'button']);
        }
        assert.equal(await page.eval(() => new FormData(document.forms[0]).get('n')), 'typed 한국어!');
        await other.close();

        await page.click('a');
        await page.until(() => location.pathname === '/elsewhere' && document.body.textContent === 'kept=1');
        assert((await page.shot()).length > 500);
        await assert.rejects(page.click('#nothing'), /no element/);
        await assert.rejects(page.eval(() => { throw new Error('on purpose'); }), /on purpose/);
        assert.equal(await page.eval(() => (window as { nothing?: string }).nothing), undefined);
      } finally {
        await page.close();
      }
      const fresh = await open(engine);
      try {
        await fresh.goto(`${origin}/elsewhere`);
        const { text, language, dark } = await fresh.eval(() => ({ text: document.body.textContent, language: navigator.language, dark: matchMedia('(prefers-color-scheme: dark)').matches }));
        assert.deepEqual([text, language, dark], ['no cookie', 'en-US', false]);
        console.log(`${engine}: ${fresh.version}`);
      } finally {
        await fresh.close();
      }
    });

    it(`as narrow as a phone, in another time zone, with less motion and with forced colours, in ${engine}`, async () => {
      const page = await open(engine, { width: 360, height: 740, timezone: 'Asia/Kathmandu', reducedMotion: true, forcedColors: true });
      try {
        const look = () => [innerWidth, new Date(0).getHours(), matchMedia('(prefers-reduced-motion: reduce)').matches, matchMedia('(forced-colors: active)').matches] as const;
        for (const one of [page, await page.newPage()]) {
          await one.goto(`${origin}/`);
          assert.deepEqual(await one.eval(look), [360, 5, true, engine !== 'webkit']);
        }
      } finally {
        await page.close();
      }
    });
  }
});
