import { isPortalError, PortalError } from '../../contract/index.ts';
import { checkedAddress, findAccount } from './accounts.ts';
import { portalLink } from './links.ts';
import { randomToken, type Grant } from './mail-tokens.ts';
import type { AccessServices } from './services.ts';
import { createCodes, randomCode } from './sign-in-codes.ts';
import { guarded, mailBounds, tokenBounds } from './throttling.ts';
import type { AccessPart } from './visit.ts';

/** Minutes that a mail is good for; a code can be guessed, so it has fewer. */
const LINK_MINUTES = 15;
const CODE_MINUTES = 10;
/** Tries at a code, of 100 million that it might be. */
const TRIES = 5;

/**
 * Sign-in by a mail: its link, or its code together with a challenge that only the browser knows which asked for it. Addresses without an account get
 * a challenge like all others, with a code that nobody is told, so neither the request nor a guess shows the difference.
 */
export function signInMailPart({ settings, auth, sessions, tokens, outbox, throttle }: AccessServices): AccessPart<'requestSignInMail' | 'signInByLink' | 'signInByCode'> {
  const { access, limits } = settings;
  const codes = createCodes(settings.secret);
  /** The way that is offered now. */
  const offered = (...modes: readonly (typeof access.signInMail)[]): typeof access.signInMail => {
    const { signInMail } = access;
    if (!outbox.enabled || signInMail === null || !modes.includes(signInMail)) throw new PortalError('unsupported', 'At this portal, nobody signs in this way.');
    return signInMail;
  };
  /** Counts a try at a code before it is looked at, whoever makes it, and for longer than the code lives: after the last one there is nothing to wait for. */
  const countTry = async (challenge: string): Promise<void> => {
    await throttle.hit([{ key: `code ${challenge}`, limit: TRIES, window: CODE_MINUTES * 60 }]).catch((error: unknown) => {
      throw isPortalError(error, 'rate-limited') ? new PortalError('not-found', 'This code has been tried too often.') : error;
    });
  };

  return {
    async requestSignInMail({ email: typed, language }, { address }) {
      const signInMail = offered('link', 'code', 'both');
      const email = checkedAddress(typed);
      await throttle.hit(mailBounds('sign-in', email, address, limits));
      const account = await findAccount(auth, email);
      const whose = { email, name: account?.name ?? '', userId: account?.id ?? '' };
      const code = randomCode();
      const grants: Grant[] = [];
      if (signInMail !== 'code') grants.push({ purpose: 'sign-in', data: whose });
      if (signInMail !== 'link') grants.push({ purpose: 'sign-in-code', data: { email, userId: whose.userId, digest: await codes.digest(email, code) } });
      const minutes = signInMail === 'link' ? LINK_MINUTES : CODE_MINUTES;
      const issued = await tokens.issueTogether(grants, minutes * 60 * 1000);
      const [token = ''] = issued;
      if (account !== null && !account.disabled) {
        await outbox.send({
          kind: 'sign-in', to: email, name: account.name, language, minutes,
          ...signInMail === 'code' ? {} : { link: portalLink(settings, 'sign-in-link', { token }) }, ...signInMail === 'link' ? {} : { code },
        });
      }
      return { delayed: await outbox.delayed(), challenge: signInMail === 'link' ? randomToken() : issued.at(-1) ?? '' };
    },

    async signInByLink({ token }, visit) {
      offered('link', 'both');
      const { userId } = await guarded(throttle, tokenBounds(visit.address, limits), () => tokens.redeem('sign-in', token));
      return sessions.begin(visit, { userId, method: 'link' });
    },

    async signInByCode({ challenge, code }, visit) {
      offered('code', 'both');
      return guarded(throttle, tokenBounds(visit.address, limits), async () => {
        await countTry(challenge);
        const { email, userId, digest } = await tokens.readFor('sign-in-code', challenge);
        if (!await codes.verify(email, code, digest)) throw new PortalError('wrong-credentials', 'This is not the code of the mail.');
        await tokens.redeem('sign-in-code', challenge);
        return sessions.begin(visit, { userId, method: 'code' });
      });
    },
  };
}
