import type { Session } from '../../contract/index.ts';
import { SessionChangeEvent } from '../events.ts';
import type { Portal } from '../portal.ts';
import { viewerOf } from '../viewer-of.ts';
import { keptHint } from './kept-hint.ts';

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
    if (viewer !== undefined) void resumePressed(portal, viewer);
    else if (left !== undefined && keptHint(portal.key) !== undefined) void import('./drafts.ts').then(({ draftsOf }) => draftsOf(portal).wipe(left));
  });
}

/** Goes on with what somebody has pressed on this device, and removes what others have left. Best effort: the next page tries again. */
export async function resumePressed(portal: Portal, viewer: string): Promise<void> {
  const hint = keptHint(portal.key);
  if (hint === undefined) return;
  try {
    const [{ draftsOf }, { outboxOf }] = await Promise.all([import('./drafts.ts'), import('./outbox.ts')]);
    await draftsOf(portal).wipeOthers(viewer);
    if (hint === 'pressed') await outboxOf(portal).resume(viewer);
  } catch {
    // Its code could not be fetched.
  }
}
