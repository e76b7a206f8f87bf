import type { KeptDraft } from './kept-draft.ts';
import { PressDoneEvent, PressFailedEvent, type Outbox } from './outbox.ts';

/** What somebody who uses a draft wants to hear. */
export interface DraftListeners {
  /** Something of the draft is different. */
  readonly change: () => void;
  /** What was pressed, in whatever draft, has been done, has failed, or has come further. */
  readonly done: (event: Event) => void;
  readonly failed: (event: Event) => void;
  readonly progress: () => void;
}

/** Uses a draft, and hears what becomes of what was pressed. @returns what ends it */
export function useDraft(draft: KeptDraft, outbox: Outbox | undefined, { change, done, failed, progress }: DraftListeners): () => void {
  const listen = (method: 'addEventListener' | 'removeEventListener'): void => {
    draft[method]('change', change);
    outbox?.[method](PressDoneEvent.type, done);
    outbox?.[method](PressFailedEvent.type, failed);
    outbox?.[method]('progress', progress);
  };
  listen('addEventListener');
  draft.wake();
  return () => {
    listen('removeEventListener');
    draft.rest();
  };
}
