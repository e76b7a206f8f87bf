import { Hono, type Context } from 'hono';
import { API_PREFIX, isPortalError, PortalError } from '../../../contract/index.ts';
import type { Settings } from '../../options.ts';
import { clientAddress, limitBody } from '../../request-guard.ts';
import type { RequestRecord } from '../../routes.ts';
import { Refusal } from '../refusal.ts';
import type { Visit } from '../visit.ts';
import { atView, portalPage } from './addresses.ts';
import type { Providers } from './index.ts';
import { only, type Landing } from './sign-ins.ts';

type Env = { Bindings: { record: RequestRecord } };

/** Bytes of what a provider posts: a message of 256 KB in Base64, with its letters escaped. */
const LONGEST_FORM = 512 * 1024;

/**
 * Where browsers come back from identity providers. Every answer leads on to a page, with nothing of what was found out in it. The POSTs of SAML come from
 * the provider's site as an HTML form, so no origin is asked for and no JSON: what they carry is signed by the provider, and lets in nobody but
 * the browser that had asked for it, which shows at the next step.
 */
export function createProviderRoutes(settings: Settings, open: () => Promise<Providers>): Hono<Env> {
  const app = new Hono<Env>();

  const lead = async (context: Context<Env>, operation: string, next: (providers: Providers, id: string, visit: Visit) => Promise<Landing>): Promise<Response> => {
    const { req: { raw: request }, env: { record } } = context;
    // What looks at addresses without going there would use them up.
    if (request.method === 'HEAD') return context.notFound();
    record.operation = operation;
    const visit: Visit = { request, address: clientAddress(request, record.connection, settings.trustedProxy), site: settings.base.origin, cookies: [] };
    const { url, reason } = await open().then((providers) => next(providers, context.req.param('id') ?? '', visit)).catch((error: unknown): Landing => {
      if (isPortalError(error, 'not-found')) throw error;
      const refusal = error instanceof Refusal ? error : new Refusal(isPortalError(error, 'rate-limited') ? 'rate-limited' : 'fault', { cause: error });
      if (refusal.reason === 'fault') record.fault = refusal.cause;
      return { url: atView(refusal.returnTo ?? portalPage(settings), 'sign-in', { error: 'provider' }), reason: refusal.reason };
    });
    if (reason !== undefined) record.reason = reason;
    const response = new Response(null, { status: 303, headers: { Location: url } });
    for (const cookie of visit.cookies) response.headers.append('Set-Cookie', cookie);
    return response;
  };
  const place = (route: string): string => `${API_PREFIX}/providers/:id/${route}`;

  app.get(place('callback'), (context) => lead(context, 'provider-callback', ({ signIns }, id, visit) => signIns.callback(id, visit)));
  app.post(place('acs'), (context) => lead(context, 'provider-assertion', async ({ signIns, clients }, id, visit) => {
    clients.get(id, 'saml');
    return signIns.assertion(id, await formOf(visit.request), visit);
  }));
  app.get(place('complete'), (context) => lead(context, 'provider-complete', ({ signIns }, id, visit) => signIns.complete(id, visit)));
  app.on(['GET', 'POST'], place('logout'), (context) => lead(context, 'provider-logout', async ({ signOuts, clients }, id, visit) => {
    if (!clients.get(id, 'saml').logout) throw new PortalError('not-found', 'This provider has no sign-out.');
    const { request } = visit;
    const posted = request.method === 'POST';
    const { search, searchParams } = new URL(request.url);
    const form = posted ? await formOf(request) : searchParams;
    // The end of a sign-out that began here. There is nothing left to do, so it does not matter who says it.
    if (form.has('SAMLResponse')) return { url: portalPage(settings) };
    return { url: await signOuts.ask(id, posted ? { post: only(form, 'SAMLRequest'), relayState: form.get('RelayState') ?? undefined } : { query: search }, visit) };
  }));
  app.get(place('metadata'), async (context) => {
    context.env.record.operation = 'provider-metadata';
    const { client } = (await open()).clients.get(context.req.param('id') ?? '', 'saml');
    return new Response(await client.metadata(), { headers: { 'Content-Type': 'application/samlmetadata+xml; charset=utf-8' } });
  });
  return app;
}

/** What an HTML form has sent. @throws Refusal `too-large` */
async function formOf(request: Request): Promise<URLSearchParams> {
  const limited = await limitBody(request, LONGEST_FORM).catch((cause: unknown) => { throw isPortalError(cause, 'too-large') ? new Refusal('too-large', { cause }) : cause; });
  return new URLSearchParams(await limited.text());
}
