import { access, mapOperations, PortalError, type Access, type AccessAdapter, type ReadContext } from '../../contract/index.ts';
import { accountPart } from './access/account.ts';
import { consentPart } from './access/consent.ts';
import { mailLinkPart, seen } from './access/mail-links.ts';
import { passkeyPart } from './access/passkeys.ts';
import { passwordPart } from './access/passwords.ts';
import { admits, type MemoryAccessOptions, type MemoryAccessRules } from './access/rules.ts';
import { begin, endAll, sessionPart } from './access/sessions.ts';
import { checkedAddress, createWorld, findAccount, makeAccount, type MemoryBrowser, type MemoryMail, type World } from './access/world.ts';

export type { MemoryAccessOptions, MemoryAccessRules, MemoryTerms } from './access/rules.ts';
export type { MemoryMail } from './access/world.ts';

/** Access in memory as one browser has it, with the server's side to it. */
export interface MemoryAccess extends AccessAdapter {
  /** What the next calls throw, in all browsers, by operation. */
  readonly faults: Map<keyof Access, Error>;
  /** Every mail that was sent, the oldest first. */
  readonly mails: readonly MemoryMail[];
  /** Another browser, with a session of its own. @param at The page's origin, and what the list of sessions calls the browser. */
  browser(at?: { readonly site?: string; readonly device?: string }): AccessAdapter;
  /** The owner's new rules, besides those that stay; they hold from the next request on. */
  change(rules: Partial<MemoryAccessRules>): void;
  /** Makes an account. @throws PortalError `conflict` where there is one */
  createAccount(account: { readonly email: string; readonly name: string; readonly password?: string }): void;
  /** Lets nobody in by an account any more, or again. @throws PortalError `not-found` */
  setDisabled(email: string, disabled: boolean): void;
  /** Invites an address by a mail, again if need be. @throws PortalError `conflict` for somebody who has an account or is not admitted */
  invite(email: string, name?: string): MemoryMail;
  /** Makes the link of an invitation worthless. */
  withdrawInvitation(email: string): void;
  /** What a link to a preview ends in: `#portal=preview&token=…`. @throws PortalError `not-found` for an address without an account, `conflict` where it is not let in */
  previewLink(people: { readonly agent: string; readonly customer: string }): string;
  /** Ends all sessions from outside, as a server does. */
  expire(): void;
}

/** All of the access contract in memory, lost with the page. It keeps passwords readable and believes any passkey: for stories, demos and tests. */
export function memoryAccess(options: MemoryAccessOptions): MemoryAccess {
  const world = createWorld(options);
  const faults = new Map<keyof Access, Error>();
  const parts = { ...sessionPart(world), ...passwordPart(world), ...mailLinkPart(world), ...consentPart(world), ...accountPart(world), ...passkeyPart(world) };
  const open = ({ site = 'https://www.example', device = '' } = {}): { readonly browser: MemoryBrowser; readonly adapter: AccessAdapter } => {
    const browser: MemoryBrowser = { session: null, site, device };
    const adapter = mapOperations(access, (name) => async (input: never, { signal }: ReadContext) => {
      // As everything over a network does.
      await Promise.resolve();
      signal?.throwIfAborted();
      const fault = faults.get(name);
      if (fault !== undefined) throw fault;
      return parts[name](input, browser);
    });
    return { browser, adapter: adapter as unknown as AccessAdapter };
  };
  const { browser, adapter } = open();
  const first = options.signedIn === undefined ? undefined : findAccount(world, options.signedIn);
  if (first !== undefined) begin(world, browser, first, { method: 'password' });

  return {
    ...adapter, ...ownersSide(world), faults, mails: world.mails,
    browser: (at) => open(at).adapter,
    expire() { world.sessions.clear(); },
  };
}

/** What the owner and the support team do. */
function ownersSide(world: World): Pick<MemoryAccess, 'change' | 'createAccount' | 'setDisabled' | 'invite' | 'withdrawInvitation' | 'previewLink'> {
  return {
    change(rules) { world.rules = { ...world.rules, ...rules }; },
    createAccount({ email, name, password }) {
      if (makeAccount(world, { email: checkedAddress(email), name, password }) === undefined) throw new PortalError('conflict', 'There is an account with this address already.');
    },
    setDisabled(email, disabled) {
      const account = findAccount(world, email);
      if (account === undefined) throw new PortalError('not-found', 'There is no account with this address.');
      account.disabled = disabled;
      if (disabled) endAll(world, account);
    },
    invite(typed, name = '') {
      const email = checkedAddress(typed);
      if (findAccount(world, email) !== undefined) throw new PortalError('conflict', `${email} has an account already.`);
      if (!admits(world.rules, email)) throw new PortalError('conflict', `${email} would not be let in.`);
      const [token] = world.tokens.issue(['invitation'] as const, { email, name }, 14 * 24 * 60);
      const mail: MemoryMail = { kind: 'invitation', to: email, token };
      world.mails.push(mail);
      return mail;
    },
    withdrawInvitation(email) { world.tokens.revoke('invitation', email.trim().toLowerCase()); },
    previewLink({ agent, customer }) {
      const { email, name } = seen(world, customer);
      const [token] = world.tokens.issue(['preview'] as const, { email, name, agent }, 5);
      return `#${new URLSearchParams({ portal: 'preview', token }).toString()}`;
    },
  };
}
