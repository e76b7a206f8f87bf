import { PortalError } from '../../contract/index.ts';
import { checkedAddress, checkedName, findAccount, makeAccount } from './accounts.ts';
import { admits } from './admission.ts';
import { checkVersion, giveConsent } from './consent.ts';
import { portalLink } from './links.ts';
import type { AccessServices } from './services.ts';
import { guarded, tokenBounds } from './throttling.ts';
import type { AccessPart } from './visit.ts';

/** Somebody who was invited. */
export interface Invitation {
  readonly email: string;
  /** `''` where the owner has not given one. */
  readonly name: string;
  /** When the newest mail was made, and until when its link is good. */
  readonly sent: Date;
  readonly expires: Date;
  readonly state: 'sent' | 'accepted' | 'expired' | 'withdrawn';
}

/** Whom to invite. */
export interface Guest {
  readonly email: string;
  readonly name?: string | undefined;
  /** Tag of the language for the mail. */
  readonly language?: string | undefined;
}

/**
 * Invitations by mail, for the site's owner, on the server only. An invitation lets nobody in whom `access.admit` does not; it spares its person the
 * registration. Mails are on their way when a promise resolves, or are sent later where the mail server does not take them: see `delayed`.
 */
export interface Invitations {
  /** Invites an address, again if need be: older links die. @throws PortalError `conflict` for somebody who has an account or is not admitted, `invalid-input`, `unsupported` */
  send(guest: Guest): Promise<Invitation>;
  /** The same mail once more, with a new link, as {@link send}. @throws PortalError `not-found` for an address that was never invited */
  resend(email: string): Promise<Invitation>;
  /** Invites the addresses in a group that have neither an account nor an open invitation, so it can be repeated when the group has grown. @throws PortalError as {@link send}; nobody is invited then */
  sendToGroup(group: string, language?: string): Promise<readonly Invitation[]>;
  /** Makes the link of an invitation worthless. @throws PortalError `not-found`; `conflict` where it has become an account */
  withdraw(email: string): Promise<void>;
  /** All invitations, the newest first. */
  list(): Promise<readonly Invitation[]>;
  /** Whether the mail server did not take a mail at the last try. */
  delayed(): Promise<boolean>;
}

interface Row { readonly email: string; readonly name: string; readonly sent: number | string; readonly expires: number | string; readonly accepted: unknown; readonly withdrawn: unknown }

/** @param open Resolves when the database is ready. */
export function createInvitations(open: () => Promise<AccessServices>): Invitations {
  const check = async ({ settings: { access }, db, auth, outbox }: AccessServices, typed: string): Promise<string> => {
    if (!outbox.enabled || !access.password) throw new PortalError('unsupported', 'An invitation is a mail by which somebody sets a password: configure `mail`, and leave `access.password` on.');
    const email = checkedAddress(typed);
    if (await findAccount(auth, email) !== null) throw new PortalError('conflict', `${email} has an account already.`);
    if (!await admits(db, access, { customer: { email }, provider: null, groups: [] })) {
      throw new PortalError('conflict', `${email} would not be let in: add the address, its domain or a group with it to \`access.admit\`.`);
    }
    return email;
  };
  const find = async ({ db }: AccessServices, email: string) => db.selectFrom('portico_invitation').selectAll().where('email', '=', email.trim().toLowerCase()).executeTakeFirst();

  /** For a checked address. */
  const invite = async ({ settings, db, tokens, outbox }: AccessServices, email: string, name: string, language: string | undefined): Promise<Invitation> => {
    const minutes = settings.access.invitationDays * 24 * 60;
    const sent = settings.clock();
    const row = { email, name, language: language ?? '', sent, expires: sent + minutes * 60_000, accepted: null, withdrawn: null };
    await db.insertInto('portico_invitation').values(row).onConflict((conflict) => conflict.column('email').doUpdateSet(row)).execute();
    const token = await tokens.issue('invitation', { email, name }, minutes * 60_000);
    await outbox.send({ kind: 'invitation', to: email, name, language, link: portalLink(settings, 'invitation', { token }), minutes });
    return invitationOf(row, sent);
  };

  return {
    async send({ email: typed, name, language }) {
      const services = await open();
      const email = await check(services, typed);
      const invitation = await invite(services, email, name === undefined ? '' : checkedName(name), language);
      await services.outbox.deliver();
      return invitation;
    },
    async resend(typed) {
      const services = await open();
      const row = await find(services, typed);
      if (row === undefined) throw neverInvited();
      const invitation = await invite(services, await check(services, typed), row.name, row.language || undefined);
      await services.outbox.deliver();
      return invitation;
    },
    async sendToGroup(group, language) {
      const services = await open();
      const { db, auth, settings: { clock }, outbox } = services;
      const members = await db.selectFrom('portico_group_member').select('member').where('group', '=', group.trim()).orderBy('member').execute();
      const addresses: string[] = [];
      for (const { member } of members) {
        const row = await find(services, member);
        const isOpen = row !== undefined && invitationOf(row, clock()).state === 'sent';
        if (!member.startsWith('@') && !isOpen && await findAccount(auth, member) === null) addresses.push(await check(services, member));
      }
      if (members.length === 0) throw new PortalError('not-found', `There is nobody in the group "${group}".`);
      const invitations: Invitation[] = [];
      for (const email of addresses) invitations.push(await invite(services, email, '', language));
      await outbox.deliver();
      return invitations;
    },
    async withdraw(typed) {
      const services = await open();
      const row = await find(services, typed);
      if (row === undefined) throw neverInvited();
      if (row.accepted !== null) throw new PortalError('conflict', `The invitation of ${row.email} has become an account; disable that.`);
      await services.db.updateTable('portico_invitation').set({ withdrawn: services.settings.clock() }).where('email', '=', row.email).execute();
      await services.tokens.revoke('invitation', row.email);
    },
    async list() {
      const { db, settings: { clock } } = await open();
      const rows = await db.selectFrom('portico_invitation').selectAll().orderBy('sent', 'desc').orderBy('email').execute();
      return rows.map((row) => invitationOf(row, clock()));
    },
    delayed: async () => (await open()).outbox.delayed(),
  };
}

const neverInvited = (): PortalError => new PortalError('not-found', 'Nobody was invited by this address.');

function invitationOf({ email, name, sent, expires, accepted, withdrawn }: Row, now: number): Invitation {
  const state = accepted !== null ? 'accepted' : withdrawn !== null ? 'withdrawn' : Number(expires) <= now ? 'expired' : 'sent';
  return { email, name, sent: new Date(Number(sent)), expires: new Date(Number(expires)), state };
}

/** The guest's side of an invitation. */
export function invitationPart({ settings, db, auth, sessions, tokens, throttle }: AccessServices): AccessPart<'acceptInvitation'> {
  const { access, limits, clock } = settings;
  return {
    async acceptInvitation({ token, name: typed, password, consent: version, language }, visit) {
      if (!access.password) throw new PortalError('unsupported', 'This portal has no passwords.');
      const name = checkedName(typed);
      checkVersion(access, visit.site, version);
      await guarded(throttle, tokenBounds(visit.address, limits), () => tokens.readFor('invitation', token));
      const passwordHash = await (await auth.$context).password.hash(password);
      const { email } = await tokens.redeem('invitation', token);
      const account = await makeAccount(auth, { email, name, passwordHash });
      // Made in another way since: an invitation is too old a proof to change an account that exists.
      if (account === null) throw new PortalError('not-found', 'There is an account with this address already; sign in to it.');
      await db.updateTable('portico_invitation').set({ accepted: clock() }).where('email', '=', email).execute();
      await giveConsent(db, access, { user: account.id, site: visit.site, version, language, now: clock() });
      return sessions.begin(visit, { userId: account.id, method: 'invitation' });
    },
  };
}
