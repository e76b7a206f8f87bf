import { isPortalError } from '../../../contract/index.ts';
import { admits } from '../admission.ts';
import { accountOf, noteGroups, type Identity } from '../identities.ts';
import { randomToken } from '../mail-tokens.ts';
import { Refusal, type RefusalReason } from '../refusal.ts';
import type { AccessServices } from '../services.ts';
import { guarded, tokenBounds } from '../throttling.ts';
import type { Visit } from '../visit.ts';
import { atView, portalPage, returnAddress, routeURL } from './addresses.ts';
import type { ProviderClients } from './clients.ts';
import type { OidcSecrets } from './oidc.ts';
import { createOnceStore, isFromBrowser, tieToBrowser, type Waiting } from './once.ts';
import type { Proved } from './proved.ts';

/** Where a browser goes next. */
export interface Landing {
  readonly url: string;
  /** Why it does not get in, for the log. */
  readonly reason?: RefusalReason;
}

/** Sign-ins at providers, from their beginning to the session. What fails rejects with a {@link Refusal}. */
export interface SignIns {
  /** Keeps what the answer will be measured by, and ties it to the browser. @param returnTo Checked. @returns the provider's address to go to */
  begin(id: string, returnTo: string, visit: Visit): Promise<string>;
  /** The answer of an OpenID Connect provider: a navigation that brings the browser's cookie. */
  callback(id: string, visit: Visit): Promise<Landing>;
  /**
   * A SAML provider's answer: a POST from another site, which brings no cookie. So it is checked as a whole and kept under a ticket, and the session begins
   * at {@link complete}, where the cookie comes along. @param form What was posted.
   */
  assertion(id: string, form: URLSearchParams, visit: Visit): Promise<Landing>;
  complete(id: string, visit: Visit): Promise<Landing>;
}

interface OidcWaiting extends Waiting { readonly secrets: OidcSecrets }
interface Ticket extends Waiting { readonly proved: Proved }

/** Seconds from a provider's POST to the browser's next request. */
const TICKET = 60;

export function createSignIns(services: AccessServices, clients: ProviderClients): SignIns {
  const { settings, auth, db, sessions, throttle } = services;
  const { limits, clock } = settings;
  const once = createOnceStore(auth, clock);
  const nameOf = (kind: 'sign-in' | 'ticket', key: string): string => `provider-${kind}:${key}`;
  const counted = <Result>({ address }: Visit, attempt: () => Promise<Result>): Promise<Result> => guarded(throttle, tokenBounds(address, limits), attempt);
  /** Sign-ins that were begun and never ended; each keeps a row for ten minutes. */
  const unfinished = ({ address }: Visit) => address === undefined ? [] : [{ key: `provider sign-ins from ${address}`, limit: limits.signInsPerAddress, window: 15 * 60 }];

  /** What waits under a name, for this browser only. It is not used up by another one. */
  const waitingFor = async <Value extends Waiting>(name: string, id: string, { request }: Visit): Promise<Value> => {
    const waiting = await once.look<Value>(name, id);
    if (waiting.browser !== null && !await isFromBrowser(settings, request, waiting.browser)) throw new Refusal('other-browser');
    return waiting;
  };

  /** Whoever has an answer of their own can send any browser here with it, which has asked for nothing: nobody who is signed in there becomes somebody else by that. */
  const checkNobodyElse = async ({ email }: Proved, visit: Visit): Promise<void> => {
    const there = await sessions.visitor(visit, { passive: true });
    if (there !== null && there.customer.email !== email.trim().toLowerCase()) throw new Refusal('other-customer');
  };

  const enter = async (id: string, proved: Proved, returnTo: string, visit: Visit): Promise<Landing> => {
    const { email, groups, ends, signOut } = proved;
    const identity: Identity = { ...proved, authority: `provider:${id}` };
    // Before there is an account: one that was made for somebody who is not admitted here would be a way around this provider's rule, by a password or a mail.
    if (!await admits(db, settings.access, { customer: { email: email.trim().toLowerCase() }, provider: id, groups })) {
      await noteGroups(services, identity);
      await sessions.signOut(visit);
      return { url: atView(returnTo, 'denied'), reason: 'not-admitted' };
    }
    const userId = await accountOf(services, identity);
    const { held } = await sessions.begin(visit, { userId, method: 'provider', provider: id, groups, ...ends === undefined ? {} : { ends }, ...signOut === undefined ? {} : { signOut } })
      .catch((cause: unknown) => { throw isPortalError(cause, 'wrong-credentials') ? new Refusal('disabled', { cause }) : cause; });
    for (const { key } of unfinished(visit)) await throttle.giveBack(key);
    return held?.reason === 'denied' ? { url: atView(returnTo, 'denied'), reason: 'not-admitted' } : { url: returnTo };
  };

  return {
    async begin(id, returnTo, visit) {
      const known = clients.get(id);
      await throttle.hit(unfinished(visit));
      // Of a form that SAML takes for an id, too.
      const key = `_${randomToken()}`;
      const begun = known.type === 'oidc' ? await known.client.begin(key) : { url: await known.client.begin(key) };
      const waiting: Waiting | OidcWaiting = { provider: id, returnTo, browser: await tieToBrowser(settings, visit), ...'secrets' in begun ? { secrets: begun.secrets } : {} };
      await once.put(nameOf('sign-in', key), waiting);
      return begun.url;
    },

    callback: (id, visit) => counted(visit, async () => {
      const { client } = clients.get(id, 'oidc');
      const { search, searchParams } = new URL(visit.request.url);
      const state = only(searchParams, 'state');
      const name = nameOf('sign-in', state);
      const { returnTo, secrets } = await waitingFor<OidcWaiting>(name, id, visit);
      return backTo(returnTo, async () => {
        await once.take(name);
        return enter(id, await client.finish(search, state, secrets), returnTo, visit);
      });
    }),

    assertion: (id, form, visit) => counted(visit, async () => {
      const { client, idpInitiated } = clients.get(id, 'saml');
      const { proved, inResponseTo, assertion } = await client.finish(only(form, 'SAMLResponse'));
      if (inResponseTo === undefined && !idpInitiated) throw new Refusal('unknown-request');
      const name = inResponseTo === undefined ? undefined : nameOf('sign-in', inResponseTo);
      const waiting = name === undefined
        ? { provider: id, returnTo: returnAddress(settings, form.get('RelayState') ?? '') ?? portalPage(settings), browser: null }
        : await once.look(name, id);
      return backTo(waiting.returnTo, async () => {
        if (!await once.isNew(`saml-assertion:${id}:${assertion.id}`, assertion.until)) throw new Refusal('replayed');
        if (name !== undefined) await once.take(name);
        const ticket = randomToken();
        const kept: Ticket = { ...waiting, proved };
        await once.put(nameOf('ticket', ticket), kept, TICKET);
        return { url: `${routeURL(settings, id, 'complete')}?${new URLSearchParams({ ticket }).toString()}` };
      });
    }),

    complete: (id, visit) => counted(visit, async () => {
      clients.get(id, 'saml');
      const name = nameOf('ticket', only(new URL(visit.request.url).searchParams, 'ticket'));
      const { returnTo, proved, browser } = await waitingFor<Ticket>(name, id, visit);
      return backTo(returnTo, async () => {
        await once.take(name);
        if (browser === null) await checkNobodyElse(proved, visit);
        return enter(id, proved, returnTo, visit);
      });
    }),
  };
}

/** The one value of a parameter. @throws Refusal `malformed` */
export function only(parameters: URLSearchParams, name: string): string {
  const [value, ...more] = parameters.getAll(name);
  if (value === undefined || more.length > 0) throw new Refusal('malformed');
  return value;
}

/** Once it is known where the person was going, whatever fails leads back there. */
async function backTo<Result>(returnTo: string, attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt();
  } catch (cause) {
    throw new Refusal(cause instanceof Refusal ? cause.reason : 'fault', { returnTo, cause });
  }
}
