import { PortalError } from '../../contract/index.ts';
import { checkedAddress, findAccount, replacePassword } from './accounts.ts';
import { portalLink } from './links.ts';
import type { AccessServices } from './services.ts';
import { guarded, guessBounds, mailBounds, tokenBounds } from './throttling.ts';
import type { AccessPart } from './visit.ts';

/** Minutes that the link to a new password is good for. */
const MINUTES = 30;

/** A forgotten password, and a new one for another reason. Who has none so far, because a provider signs them in, may get one by a reset. */
export function passwordPart(services: AccessServices): AccessPart<'requestPasswordReset' | 'resetPassword' | 'changePassword'> {
  const { settings, db, auth, sessions, tokens, outbox, throttle } = services;
  const { access, limits } = settings;
  const checkOffered = (mailed: boolean): void => {
    if (!access.password || (mailed && !outbox.enabled)) throw new PortalError('unsupported', 'At this portal, no password can be set this way.');
  };
  const hashOf = async (password: string): Promise<string> => (await auth.$context).password.hash(password);
  /** Tells the person, in case that it was somebody else. */
  const tellOfChange = async (to: string, name: string, language: string | undefined): Promise<void> => {
    if (outbox.enabled) await outbox.send({ kind: 'password-changed', to, name, language, link: portalLink(settings, 'reset') });
  };

  return {
    async requestPasswordReset({ email: typed, language }, { address }) {
      checkOffered(true);
      const email = checkedAddress(typed);
      await throttle.hit(mailBounds('reset', email, address, limits));
      const account = await findAccount(auth, email);
      // Made for every address, so that all take the same time; without a mail nobody ever gets to see it.
      const token = await tokens.issue('reset', { email, name: account?.name ?? '', userId: account?.id ?? '', language }, MINUTES * 60 * 1000);
      if (account !== null && !account.disabled) {
        await outbox.send({ kind: 'reset', to: email, name: account.name, language, link: portalLink(settings, 'new-password', { token }), minutes: MINUTES });
      }
      return { delayed: await outbox.delayed() };
    },

    async resetPassword({ token, password }, visit) {
      checkOffered(true);
      await guarded(throttle, tokenBounds(visit.address, limits), () => tokens.readFor('reset', token));
      // Before the link is used up: nothing that can fail or take long stands between that and the new password.
      const hash = await hashOf(password);
      const { userId: id, email, name, language } = await tokens.redeem('reset', token);
      await replacePassword(services, { id, email }, hash);
      // Whoever had got into the account may have left one behind.
      await db.deleteFrom('portico_passkey').where('user', '=', id).execute();
      await tellOfChange(email, name, language);
      return { email };
    },

    async changePassword({ current, password, language }, visit) {
      checkOffered(false);
      const { customer: { id, email, name }, method, provider, groups, signOut, ends } = await sessions.ownVisitor(visit);
      const { password: { verify }, internalAdapter } = await auth.$context;
      const hash = (await internalAdapter.findCredentialAccount(id))?.password;
      if (hash == null) throw new PortalError('conflict', 'This account has no password that could be changed; a reset sets one.');
      await guarded(throttle, guessBounds(email, visit.address, limits), async () => {
        if (!await verify({ hash, password: current })) throw new PortalError('wrong-credentials', 'This is not the present password.');
      });
      await replacePassword(services, { id, email }, await hashOf(password));
      await tellOfChange(email, name, language);
      // The session that asked begins again, under a new id, and ends when it would have ended.
      return sessions.begin(visit, {
        userId: id, method, groups, ends: ends.getTime(), ...provider === null ? {} : { provider }, ...signOut === null ? {} : { signOut },
      });
    },
  };
}
