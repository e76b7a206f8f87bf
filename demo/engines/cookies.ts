import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { memory, sampleData, SAMPLE_PASSWORD } from '../../src/adapters/memory/index.ts';
import { createGateway, type Gateway } from '../../src/gateway/index.ts';
import { person, type Person } from './person.ts';
import { fileAt } from '../static-files.ts';
import { startSites, type Sites } from '../tls/sites.ts';
import { ENGINES, installEngines, open, type Engine } from './engines.mjs';

/** A page of the site's owner, and where its gateway is. */
interface Case {
  readonly name: string;
  readonly path: string;
  readonly gateway: string;
  readonly crossSite?: boolean;
  /** The engines that keep the cookie. */
  readonly kept: readonly Engine[];
}

const PAGE = 'https://www.example.com';
const CASES: readonly Case[] = [
  { name: 'path of the page’s site', path: '/path', gateway: `${PAGE}/support-api`, kept: ENGINES },
  { name: 'sub-domain of the page’s site', path: '/sub-domain', gateway: 'https://support.example.com', kept: ENGINES },
  { name: 'another port of the page’s host', path: '/port', gateway: `${PAGE}:8443`, kept: ENGINES },
  { name: 'another site, crossSite', path: '/cross-site', gateway: 'https://support.example.net', crossSite: true, kept: ['chromium', 'firefox'] },
  { name: 'another site, crossSite not set', path: '/not-set', gateway: 'https://support.example.org', kept: [] },
];

const EMAIL = 'alice@acme.example';
const TOLD = 'This browser does not keep the sign-in, because the support portal is on another site. The owner of the site has to serve it from this site.';
const cdn = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

const documentOf = ({ gateway }: Case): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Example</title><link rel="icon" href="data:,">
<script>window.said = []; const { error } = console; console.error = (...words) => { said.push(words.join(' ')); error(...words); };</script>
<script type="module" src="/cdn/portico.js" data-gateway="${gateway}"></script></head><body><h1>Example</h1><customer-portal></customer-portal></body></html>`;

describe('the cookie of a gateway, over TLS', { timeout: 600_000 }, () => {
  let sites: Sites;
  const gateways = new Map<string, Gateway>();
  const table = new Map<Case, Map<Engine, string>>(CASES.map((one) => [one, new Map()]));
  /** Every `Set-Cookie` that a gateway has sent, by its origin. */
  const cookies = new Map<string, string[]>();

  before(async () => {
    installEngines();
    const backend = memory({ data: sampleData() });
    for (const { gateway: baseURL, crossSite = false } of CASES) {
      const gateway = createGateway({
        backend, database: { sqlite: ':memory:' }, secret: 'a secret for tests that is long enough', baseURL, origins: [PAGE], session: { crossSite }, logger: () => undefined,
      });
      await gateway.accounts.create({ email: EMAIL, name: 'Alice', password: SAMPLE_PASSWORD });
      gateways.set(baseURL, gateway);
    }
    const hosts = new Set(CASES.map(({ gateway }) => new URL(gateway).hostname).concat('www.example.com'));
    sites = await startSites([...hosts], async (request) => {
      const { href, origin, pathname } = new URL(request.url);
      const [address, gateway] = [...gateways].find(([base]) => href.startsWith(`${base}/`)) ?? [];
      if (address !== undefined && gateway !== undefined) {
        const response = await gateway.fetch(request, { address: '127.0.0.1' });
        cookies.set(address, [...cookies.get(address) ?? [], ...response.headers.getSetCookie()]);
        return response;
      }
      if (origin !== PAGE) return new Response(null, { status: 404 });
      if (pathname.startsWith('/cdn/')) return await fileAt(cdn, pathname.slice('/cdn/'.length)) ?? new Response(null, { status: 404 });
      const found = CASES.find(({ path }) => path === pathname);
      return found === undefined ? new Response(null, { status: 404 }) : new Response(documentOf(found), { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    });
  });

  after(async () => {
    await sites.end();
    for (const gateway of gateways.values()) await gateway.close();
    const rows = [['gateway on', ...ENGINES], ...[...table].map(([{ name }, row]) => [name, ...ENGINES.map((engine) => row.get(engine) ?? 'failed')])];
    console.log(`\n${rows.map(([first = '', ...cells]) => `${first.padEnd(34)}${cells.map((cell) => cell.padEnd(12)).join('')}`.trimEnd()).join('\n')}\n`);
  });

  const signIn = async (customer: Person): Promise<void> => {
    await customer.fill('Email', EMAIL);
    await customer.fill('Password', SAMPLE_PASSWORD);
    await customer.press('Sign in');
  };
  const isSignedOut = async (customer: Person): Promise<void> => {
    await customer.sees('Show password');
    assert.doesNotMatch(await customer.reads(), /Sign out/);
  };

  for (const engine of ENGINES) {
    for (const one of CASES) {
      const kept = one.kept.includes(engine);
      it(`${engine}, gateway on ${one.name}: ${kept ? 'signed in, still after a reload and in a second tab, out everywhere by a sign-out' : 'the page says that the sign-in is not kept, and the console what to do'}`, async () => {
        const page = await open(engine, { proxy: sites.proxy, ignoreCertificateErrors: true });
        const customer = person(page);
        try {
          await customer.goto(PAGE + one.path);
          await signIn(customer);
          if (kept) {
            await customer.sees('Sign out');
            await customer.sees('Sign-in loops back to the start page');
            assert.equal(await page.eval(() => document.cookie), '', 'no script reads the cookie');
            await customer.goto(PAGE + one.path);
            await customer.sees('Sign out');
            const second = await page.newPage();
            const other = person(second);
            await other.goto(PAGE + one.path);
            await other.sees('Sign out');
            await customer.press('Sign out');
            await isSignedOut(customer);
            await isSignedOut(other);
            await second.close();
          } else {
            await customer.sees(TOLD);
            const said = (await page.eval(() => (window as unknown as { said: string[] }).said)).join('\n');
            assert(said.includes(PAGE) && said.includes(new URL(one.gateway).origin), said);
            assert.match(said, /path or a sub-domain/);
            await isSignedOut(customer);
          }
          await customer.goto(PAGE + one.path);
          await isSignedOut(customer);
          table.get(one)?.set(engine, kept ? 'kept' : 'told');
        } finally {
          await page.close();
        }
      });
    }
  }

  it('is a __Host- cookie that only the gateway reads, of the page’s site or partitioned', () => {
    for (const { gateway, crossSite } of CASES) {
      const sent = cookies.get(gateway) ?? [];
      assert(sent.length > 0, gateway);
      for (const cookie of sent) {
        assert.match(cookie, /^__Host-portico(-[\w-]+)?=[^;]*; .*Path=\//);
        for (const attribute of ['HttpOnly', 'Secure', ...crossSite === true ? ['SameSite=None', 'Partitioned'] : ['SameSite=Lax']]) assert(cookie.includes(`; ${attribute}`), `${gateway}: ${attribute} in ${cookie.replace(/=[^;]*/, '')}`);
        assert.doesNotMatch(cookie, /Domain=/i);
      }
    }
  });
});
