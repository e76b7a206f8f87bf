import { PortalError } from '../../contract/index.ts';
import { findAccount, type Account } from './accounts.ts';
import { admits } from './admission.ts';
import { portalLink } from './links.ts';
import type { AccessServices } from './services.ts';
import { guarded, tokenBounds } from './throttling.ts';
import type { AccessPart } from './visit.ts';

const MINUTE = 60 * 1000;
/** Minutes that a link is good for, and that a preview lasts whatever happens. */
const LINK_MINUTES = 5;
const PREVIEW_MINUTES = 30;

/** A preview that was opened. */
export interface Preview {
  /** The log's entry names it. */
  readonly id: string;
  /** Who looked, as the support team calls them. */
  readonly agent: string;
  /** The address of the customer whose portal they saw. */
  readonly customer: string;
  readonly opened: Date;
}

/**
 * The support team's look at the portal as a customer sees it: for an agents' tool, on the server only. Whoever can call it decides who may look; the gateway
 * keeps who did. A preview is read-only, says so on every screen, asks for no consent, and ends after half an hour.
 */
export interface Previews {
  /**
   * A link to open in a browser, for one use within five minutes; it ends the session that this browser has. Another link for the same customer makes it worthless.
   * @param people `agent`: who looks, by name or address, as it is shown and kept; `customer`: the address of an account.
   * @throws PortalError `not-found` for an address without an account, `conflict` for somebody who is not let in, `invalid-input` without an agent
   */
  link(people: { readonly agent: string; readonly customer: string }): Promise<{ readonly url: string; readonly expires: Date }>;
  /** The previews that were opened, the newest first; of one customer, or of all. */
  list(of?: { readonly customer?: string | undefined }): Promise<readonly Preview[]>;
}

/** @param open Resolves when the database is ready. */
export function createPreviews(open: () => Promise<AccessServices>): Previews {
  return {
    async link({ agent: typed, customer }) {
      const services = await open();
      const { settings, tokens } = services;
      const agent = typed.replace(/[\s\p{Cc}]+/gu, ' ').trim();
      if (agent === '' || agent.length > 200) {
        throw new PortalError('invalid-input', 'Say who looks, in 1 to 200 characters.', { issues: [{ path: 'agent', code: agent === '' ? 'required' : 'too-long' }] });
      }
      const { email, name } = await seen(services, customer);
      const token = await tokens.issue('preview', { email, name, agent }, LINK_MINUTES * MINUTE);
      return { url: portalLink(settings, 'preview', { token }), expires: new Date(settings.clock() + LINK_MINUTES * MINUTE) };
    },
    async list({ customer } = {}) {
      const all = (await open()).db.selectFrom('portico_preview').selectAll().orderBy('opened', 'desc').orderBy('id');
      const rows = await (customer === undefined ? all : all.where('customer', '=', customer.trim().toLowerCase())).execute();
      return rows.map(({ opened, ...row }) => ({ ...row, opened: new Date(Number(opened)) }));
    },
  };
}

/** The agent's side of a preview. */
export function previewPart(services: AccessServices): AccessPart<'openPreview'> {
  const { settings: { clock, limits }, db, sessions, tokens, throttle, log } = services;
  return {
    async openPreview({ token }, visit) {
      const { email, agent } = await guarded(throttle, tokenBounds(visit.address, limits), () => tokens.redeem('preview', token));
      const { id: userId, vouched } = await seen(services, email);
      const now = clock();
      // Before there is a session: nobody has seen anything that is not kept.
      const id = crypto.randomUUID();
      await db.insertInto('portico_preview').values({ id, agent, customer: email, opened: now }).execute();
      const session = await sessions.begin(visit, { userId, method: 'preview', agent, ends: now + PREVIEW_MINUTES * MINUTE, ...vouched });
      log({ time: new Date(now).toISOString(), level: 'info', event: 'preview', preview: id });
      return session;
    },
  };
}

/** What a provider has said of somebody. */
interface Vouched { readonly provider?: string; readonly groups: readonly string[] }

/**
 * The customer whose portal is looked at. They have to be let in themselves, or else there is nothing to see. Groups that a provider names are known
 * only as long as their session lasts.
 */
async function seen({ auth, db, settings: { access } }: AccessServices, typed: string): Promise<Account & { readonly vouched: Vouched }> {
  const account = await findAccount(auth, typed);
  if (account === null) throw new PortalError('not-found', `There is no account with the address ${typed.trim()}; a preview shows the portal of somebody who has one.`);
  const sessions = await (await auth.$context).internalAdapter.listSessions(account.id) as unknown as { provider?: string | null; groups?: string | null; agent?: string | null; createdAt: Date }[];
  const latest = sessions.filter(({ provider, agent }) => provider != null && agent == null).sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
  const vouched: Vouched = { groups: JSON.parse(latest?.groups ?? '[]') as string[], ...latest?.provider == null ? {} : { provider: latest.provider } };
  if (account.disabled || !await admits(db, access, { customer: account, provider: vouched.provider ?? null, groups: vouched.groups })) {
    throw new PortalError('conflict', `${account.email} is not let in, so there is nothing to see.`);
  }
  return { ...account, vouched };
}
