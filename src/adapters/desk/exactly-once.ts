import type { FileSource, WriteContext } from '../../contract/index.ts';
import { firstAnswer, once, type Write } from './conversation.ts';
import type { Session } from './customer-adapter.ts';
import { discardFiles, stageFiles, type StagedFile } from './files.ts';

/**
 * Writes once per customer and key. Files travel first; a repetition is known before that. `check` refuses what cannot succeed
 * before any byte is stored; `run` has to look again, because it alone sees a state that stays.
 */
export async function exactlyOnce<Answer>(
  { store, customer, files: limits }: Session, target: string, files: readonly FileSource[], context: WriteContext, check: () => void,
  run: (write: Write, staged: readonly StagedFile[]) => Promise<Answer>,
): Promise<Answer> {
  const author = customer.email.toLowerCase();
  const first = await firstAnswer<Answer>(store.db, author, context.idempotencyKey, target);
  if (first !== undefined) return first;
  check();
  const staged = await stageFiles(store, files, limits.maxBytes, context);
  try {
    const answer = await once(store, author, context.idempotencyKey, target, async (write) => {
      const written = await run(write, staged);
      // Still in the transaction: nothing of what the caller gave up is kept.
      context.signal?.throwIfAborted();
      return written;
    });
    return answer;
  } finally {
    // Where they were attached this changes nothing; otherwise the write failed, or another call with the same key was first.
    await discardFiles(store.db, staged).catch(() => undefined);
  }
}

/** The same session within a transaction. */
export const inside = (session: Session, write: Write): Session => ({ ...session, store: write });
