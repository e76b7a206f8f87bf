import { withDeadline } from '../../deadline.ts';
import { Refusal } from '../refusal.ts';
import type { AccessServices } from '../services.ts';
import type { Visitor } from '../sessions.ts';
import { guarded, tokenBounds } from '../throttling.ts';
import type { Visit } from '../visit.ts';
import { portalPage } from './addresses.ts';
import type { ProviderClients } from './clients.ts';
import { createOnceStore } from './once.ts';
import type { LogoutMessage } from './saml-logout.ts';
import { nameKey } from './saml-response.ts';

/** Milliseconds that somebody who signs out waits for a provider to say where. */
const PATIENCE = 3_000;

/** Sign-out here and at providers. */
export interface SignOuts {
  /** Where somebody who has been signed out here goes to be signed out at the provider, too; undefined where that cannot be. */
  leadOut(visitor: Visitor): Promise<string | undefined>;
  /** Signs out whom a SAML provider has signed out. @returns where to tell it so @throws Refusal */
  ask(id: string, message: LogoutMessage, visit: Visit): Promise<string>;
}

export function createSignOuts({ settings, auth, throttle, log }: AccessServices, clients: ProviderClients): SignOuts {
  const once = createOnceStore(auth, settings.clock);

  /** Ends a person's sessions that began at a provider. @param indexes Which of them, by the provider's own names; none means all. */
  const endSessions = async (provider: string, nameID: string, indexes: readonly string[]): Promise<void> => {
    const { adapter, internalAdapter } = await auth.$context;
    const key = `${await nameKey(nameID)} `;
    const found = await adapter.findMany<{ token: string; signOut: string }>({
      model: 'session', limit: 10_000, where: [{ field: 'provider', value: provider }, { field: 'signOut', operator: 'starts_with', value: key }],
    });
    for (const { token, signOut } of found) {
      const { sessionIndex } = JSON.parse(signOut.slice(key.length)) as { sessionIndex?: string };
      if (indexes.length === 0 || sessionIndex === undefined || indexes.includes(sessionIndex)) await internalAdapter.deleteSession(token);
    }
  };

  return {
    async leadOut({ provider, signOut }) {
      if (provider === null || signOut === null) return undefined;
      try {
        const known = clients.get(provider);
        return await withDeadline(PATIENCE, undefined, () => known.client.signOutURL(signOut, portalPage(settings)));
      } catch {
        // Here, the person is signed out already, and must hear so.
        log({ time: new Date(settings.clock()).toISOString(), level: 'warn', event: 'background', operation: 'signOut', reason: 'provider-down' });
        return undefined;
      }
    },
    ask: (id, message, { address }) => guarded(throttle, tokenBounds(address, settings.limits), async () => {
      const { client } = clients.get(id, 'saml');
      const request = await client.readLogout(message);
      if (!await once.isNew(`saml-logout:${id}:${request.id}`, request.until)) throw new Refusal('replayed');
      await endSessions(id, request.nameID, request.sessionIndexes);
      return client.logoutDoneURL(request.id, request.relayState);
    }),
  };
}
