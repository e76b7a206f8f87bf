import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { SignJWT } from 'jose';
import { memory, sampleData } from '../../src/adapters/memory/index.ts';
import { createGateway, type Gateway, type GatewayOptions, type LogEntry } from '../../src/gateway/index.ts';
import { fileAt } from '../static-files.ts';
import { startMailSink } from './mail-sink.mjs';
import { CLIENT, startOpenIdProvider } from './openid-provider.mjs';
import { startSimpleSamlPhp } from './simplesamlphp.mjs';

/** A company's page with the portal in it, its gateway, real identity providers on another site, and a mail server. */
export interface World {
  readonly origin: string;
  readonly gateway: Gateway;
  readonly log: readonly LogEntry[];
  readonly mail: Awaited<ReturnType<typeof startMailSink>>;
  /** Where a sign-in begins at the SAML provider. */
  readonly idpInitiatedURL: string;
  /** Who is signed in at the company's own application, by address; null for nobody. */
  hostUser: string | null;
  end(): Promise<void>;
}

const HOST_SECRET = 'a secret between the application and its portal';
const cdn = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

const page = (attributes: string, script = ''): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A company</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><script type="module" src="/cdn/portico.js"></script></head>
<body><h1>A company</h1><customer-portal gateway="/api" ${attributes}></customer-portal>${script}</body></html>`;

/** The page of an application whose users are signed in already. */
const HOST_PAGE = page('', `<script>document.querySelector('customer-portal').tokenProvider = async () => {
  const answer = await fetch('/portal-token', { method: 'POST' });
  return answer.ok ? answer.text() : null;
};</script>`);

/** Providers live at `localhost`, the portal at `127.0.0.1`: two sites to a browser. */
export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-sso-'));
  let listener: ReturnType<typeof getRequestListener> | undefined;
  const server = createServer((incoming, outgoing) => { void listener?.(incoming, outgoing); });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const provider = (id: string, name: string): string => `${origin}/api/v1/providers/${id}/${name}`;
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '30', '-subj', '/CN=portal',
    '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')], { stdio: 'ignore' });
  const [privateKey, certificate] = await Promise.all([readFile(join(folder, 'key.pem'), 'utf8'), readFile(join(folder, 'certificate.pem'), 'utf8')]);

  const mail = await startMailSink();
  const openId = await startOpenIdProvider({ redirectUri: provider('openid', 'callback'), postLogoutUri: `${origin}/`, host: 'localhost' });
  const saml = await startSimpleSamlPhp({
    entityId: provider('company', 'metadata'), acs: provider('company', 'acs'), logout: provider('company', 'logout'), host: 'localhost',
    certificate: certificate.replace(/-----[^-]+-----|\s/g, ''),
  });

  const log: LogEntry[] = [];
  const options: GatewayOptions = {
    backend: memory({ data: sampleData() }), database: { sqlite: join(folder, 'gateway.sqlite') }, secret: 'a secret for tests that is long enough', name: 'Company support',
    baseURL: `${origin}/api`, logger: (entry) => { log.push(entry); }, mail: { from: 'Company support <support@company.example>', smtp: mail.url },
    limits: { mailsPerAccount: 100, mailsPerAddress: 1000, signInsPerAddress: 1000 },
    access: {
      portalURL: `${origin}/`, registration: true, signInMail: 'both', passkeys: true,
      providers: [
        { type: 'oidc', id: 'openid', name: 'OpenID', issuer: openId.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, scopes: 'openid email profile groups', admit: { groups: ['customers'] } },
        {
          type: 'saml', id: 'company', name: 'Company account', entityId: saml.entityId, signInURL: saml.signInURL, signOutURL: saml.signOutURL, certificates: [saml.certificate],
          admit: { groups: ['customers'] }, idpInitiated: true, signing: { privateKey, certificate },
        },
      ],
      host: { issuer: 'https://www.company.example', audience: 'portal', keys: { secret: HOST_SECRET }, session: 60 },
    },
  };
  const gateway = createGateway(options);
  await gateway.ready();
  const world = {
    origin, gateway, log, mail, idpInitiatedURL: saml.idpInitiatedURL, hostUser: null as string | null,
    async end() {
      await stop(server);
      await gateway.close();
      await Promise.all([mail.stop(), openId.stop(), saml.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };

  listener = getRequestListener(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/')) return gateway.fetch(request, { address: '127.0.0.1' });
    if (pathname.startsWith('/cdn/')) return await fileAt(cdn, pathname.slice('/cdn/'.length)) ?? new Response(null, { status: 404 });
    if (pathname === '/portal-token') return world.hostUser === null ? new Response(null, { status: 401 }) : new Response(await token(world.hostUser));
    return new Response(pathname === '/application' ? HOST_PAGE : page(''), { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  });
  return world;
}

const token = (email: string): Promise<string> => new SignJWT({ email, name: email.split('@')[0] }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
  .setIssuer('https://www.company.example').setAudience('portal').setSubject(`user ${email}`).setIssuedAt().setExpirationTime('5 minutes').setJti(crypto.randomUUID())
  .sign(new TextEncoder().encode(HOST_SECRET));

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  server.closeAllConnections();
  await closed;
}
