import type { ErrorCode, Issue } from '../../contract/index.ts';

/** The operations that a press may ask for. */
export type PressedOperation = 'reply' | 'createTicket' | 'closeTicket';

/** A press of send: what is to be done once, under one idempotency key, whatever happens meanwhile. */
export interface Press<Content = unknown> {
  /** The idempotency key. */
  readonly key: string;
  readonly operation: PressedOperation;
  /** What the operation gets, its files included. */
  readonly input: object;
  /** What goes back to where it was written when the press is taken back. */
  readonly content: Content;
  /** Moments in milliseconds since 1970: of the press itself, until when it can be undone, and before which it is not tried again. */
  readonly pressed: number;
  readonly until: number;
  readonly again: number;
  /** How often it has been tried. */
  readonly tries: number;
  /** A tab has it on its way since a moment; another may take over where that one is gone. */
  readonly sending: { readonly by: string; readonly at: number } | undefined;
  /** Why the last try failed. */
  readonly problem: PressProblem | undefined;
  /** Another try by itself makes no sense: the person decides. */
  readonly failed: boolean;
  /** What helps to find out later whether it has arrived: the ids of the messages that were there before. */
  readonly known: readonly string[];
}

/** Errors after which something may have been done all the same. */
const UNSURE: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'unavailable', 'internal', 'bad-response']);

/** Whether a press may have been done although no answer says so. */
export const mayBeDone = ({ problem, tries }: Pick<Press, 'problem' | 'tries'>): boolean => tries > 0 && (problem === undefined || UNSURE.has(problem.code));

/** Why a press failed. */
export interface PressProblem { readonly code: ErrorCode; readonly issues: readonly Issue[] }

/** What another tab has written while something else was written here. */
export interface OtherVersion<Content> {
  readonly content: Content;
  /** Another with every change. */
  readonly stamp: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/** A draft as the device keeps it. */
export interface DraftRecord<Content = unknown> {
  readonly version: 1;
  /** Undefined once it was sent or discarded; the record stays for a while, so that no tab brings it back. */
  readonly content: Content | undefined;
  /** Another with every change of the content, and the one that it was made over. */
  readonly stamp: string;
  readonly base: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
  readonly other: OtherVersion<Content> | undefined;
  /** In the order in which they were pressed. */
  readonly presses: readonly Press<Content>[];
  /** The last press that was taken back: pressed again with nothing changed, it is the same press. */
  readonly taken: { readonly key: string; readonly content: Content; readonly unsure: boolean } | undefined;
}

/** A draft that says nothing. */
export const EMPTY_RECORD: DraftRecord<never> = { version: 1, content: undefined, stamp: '', base: '', changed: 0, other: undefined, presses: [], taken: undefined };

/** What the device holds, if it is one of this version's records. */
export function recordOf<Content>(kept: unknown): DraftRecord<Content> | undefined {
  const { version, presses, stamp } = (kept ?? {}) as Partial<DraftRecord<Content>>;
  return version === 1 && Array.isArray(presses) && typeof stamp === 'string' ? kept as DraftRecord<Content> : undefined;
}

/** A change that a tab makes to the content. */
export interface Writing<Content> {
  readonly content: Content | undefined;
  readonly stamp: string;
  /** The stamp of what the tab has built upon. */
  readonly base: string;
  /** Stamps of what else the person has seen and decided about. */
  readonly seen: readonly string[];
  /** What another tab has written and the person has not decided about. */
  readonly other: OtherVersion<Content> | undefined;
}

/** The record with other content. What another tab has written meanwhile is kept beside it. */
export function written<Content>(kept: DraftRecord<Content>, { content, stamp, base, seen, other }: Writing<Content>): DraftRecord<Content> {
  const isForeign = ![base, stamp, ...seen].includes(kept.stamp) && kept.content !== undefined && !isSame(kept.content, content);
  const beside = isForeign ? { content: kept.content, stamp: kept.stamp, changed: kept.changed } : other;
  return { ...kept, content, stamp, base, other: beside, changed: Date.now(), taken: isSame(kept.taken?.content, content) ? kept.taken : undefined };
}

/** The record after a press: what was written is on its way, and a new draft may begin. */
export function pressed<Content>(kept: DraftRecord<Content>, press: Press<Content>, writing: Writing<Content>): DraftRecord<Content> {
  if (kept.presses.some(({ key }) => key === press.key)) return kept;
  return { ...written(kept, writing), presses: [...kept.presses, press], taken: undefined };
}

/** The record with a press changed, or without it; the same record where there is no such press. */
export function withPress<Content>(kept: DraftRecord<Content>, key: string, change: (press: Press<Content>) => Press<Content> | undefined): DraftRecord<Content> {
  const press = kept.presses.find((one) => one.key === key);
  const next = press && change(press);
  if (next === press) return kept;
  return { ...kept, presses: kept.presses.flatMap((one) => (one !== press ? [one] : next === undefined ? [] : [next])) };
}

/** Whether two contents say the same; files are told by name, size, type and time. */
export const isSame = (a: unknown, b: unknown): boolean => a === b || (a !== undefined && b !== undefined && textOf(a) === textOf(b));

const textOf = (content: unknown): string => JSON.stringify(content, (_name, value: unknown) => {
  if (!(value instanceof Blob)) return value;
  const { name, lastModified } = value as Partial<File>;
  return [name, value.size, value.type, lastModified];
});
