import type { Session } from '../../contract/index.ts';
import { forgetForm } from '../controllers/remembered-form.ts';
import { SessionChangeEvent } from '../events.ts';
import type { Portal } from '../portal.ts';
import { viewerOf } from '../viewer-of.ts';
import { keptHint } from './kept-hint.ts';

/** Somebody is here, so that what others have kept goes; or somebody has signed out, and what they have kept goes. */
export type Arrival = { readonly viewer: string } | { readonly left: string };

type Handler = (arrival: Arrival) => void;

// The drafts may be in the page already, and then they hear of it before anybody else asks for one; or their code comes later.
const handlers = new WeakMap<Portal, Handler>();
const missed = new WeakMap<Portal, Arrival[]>();

/** Has the drafts hear of everybody who gets in or out, also of what has happened already. */
export function onArrival(portal: Portal, handler: Handler): void {
  handlers.set(portal, handler);
  for (const arrival of missed.get(portal) ?? []) handler(arrival);
  missed.delete(portal);
}

/**
 * Sees to what this device keeps of a portal whenever somebody gets in or out: what the one has pressed goes on, and what belongs to somebody else goes. A session
 * that merely ended takes nothing: who comes back finds it again. Fetches nothing where nothing is kept.
 */
export function watchDrafts(portal: Portal): void {
  let before: Session | undefined;
  portal.addEventListener(SessionChangeEvent.type, (event) => {
    const { session, expired } = event as SessionChangeEvent;
    const was = before;
    before = session;
    const viewer = viewerOf(session);
    // Whoever waits for the terms, say, has not signed out, nor has whoever was here before them.
    const left = was === undefined || expired || session.held !== undefined ? undefined : viewerOf(was);
    if (was !== undefined && left !== undefined && left !== viewer) forgetForm(portal, was);
    if (viewer !== undefined) void arrived(portal, { viewer });
    else if (left !== undefined) void arrived(portal, { left });
  });
}

/** Goes on with what somebody has pressed on this device. */
export const resumePressed = (portal: Portal, viewer: string): Promise<void> => arrived(portal, { viewer });

/** Best effort: where the code cannot be fetched, the next page tries again. */
async function arrived(portal: Portal, arrival: Arrival): Promise<void> {
  const hint = keptHint(portal.key);
  const handler = handlers.get(portal);
  if (handler !== undefined) handler(arrival);
  else if (hint !== undefined) missed.set(portal, [...missed.get(portal) ?? [], arrival]);
  if (hint === undefined) return;
  try {
    if (handler === undefined) (await import('./drafts.ts')).draftsOf(portal);
    if (hint === 'pressed' && 'viewer' in arrival) await (await import('./outbox.ts')).outboxOf(portal).resume(arrival.viewer);
  } catch {
    // See above.
  }
}
