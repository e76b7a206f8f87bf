import type { AccessHarness } from '../../testing/index.ts';
import { memoryAccess } from './index.ts';

/** Access in memory, for the conformance suite. */
export function memoryHarness(): AccessHarness {
  let now = Date.UTC(2026, 10, 1);
  const groups: Record<string, string[]> = {};
  const access = memoryAccess({ customers: [], now: () => now, mail: true });
  let credentials = 0;
  return {
    sites: ['https://www.example', 'https://shop.example'],
    browser: (site) => ({ access: access.browser({ site }) }),
    setRules: (rules) => { access.change(rules); },
    createAccount: (account) => { access.createAccount(account); },
    disableAccount: (email) => { access.setDisabled(email, true); },
    setMember(group, member, isIn) {
      groups[group] = [...(groups[group] ?? []).filter((each) => each !== member), ...isIn ? [member] : []];
      access.change({ groups });
    },
    invite: ({ email, name }) => { access.invite(email, name); },
    withdrawInvitation: (email) => { access.withdrawInvitation(email); },
    preview: (people) => new URLSearchParams(access.previewLink(people).slice(1)).get('token') ?? '',
    mails: () => access.mails,
    wait: (minutes) => { now += minutes * 60_000; },
    // Nothing of a passkey is verified here, so anything of one name is one.
    authenticator: () => {
      credentials += 1;
      const credential = { id: `credential-${String(credentials)}` };
      return { create: () => credential, get: () => credential };
    },
  };
}

/** What the suite cannot be had for in memory. */
export const memoryLimits = { ticketing: 'tickets in memory know nothing of sessions' } as const;
