import type { DeskFile, NewTicket } from '../../src/adapters/desk/index.ts';
import type { Channel, Rating } from '../../src/contract/index.ts';

/** Is in everything of the demo that no customer may ever see. */
export const INTERNAL = 'INTERNAL-ONLY';

/** A message of a demo ticket: who wrote it, how long after the ticket was opened, and what. */
export interface DemoMessage {
  readonly by: 'agnes' | 'max' | 'alice' | 'bob' | 'carol' | 'erin';
  /** Hours after the ticket was opened. */
  readonly after: number;
  readonly internal?: boolean;
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly DeskFile[];
  readonly channel?: Channel;
  /** Default the ticket's original conversation; `new` begins another, which goes on as 2. */
  readonly thread?: number | 'new';
}

/** A ticket of the demo. */
export interface DemoTicket {
  /** Names it for the seeding, which may be repeated. */
  readonly key: string;
  readonly requester: 'alice' | 'bob' | 'carol' | 'erin';
  readonly cc?: readonly ('alice' | 'bob' | 'carol')[];
  readonly subject: string;
  readonly stage: string;
  readonly assignee?: 'agnes' | 'max';
  /** Days before the seeding on which it was opened. */
  readonly daysAgo: number;
  readonly fields?: NewTicket['fields'];
  readonly locked?: boolean;
  /** Default `support`. */
  readonly queue?: string;
  /** The key of an older ticket that this one goes on with. */
  readonly followUpOf?: string;
  /** What the requester says about how a closed ticket was answered. */
  readonly rating?: Rating;
  readonly messages: readonly DemoMessage[];
}

/** An internal note. */
export const note = (by: 'agnes' | 'max', after: number, text: string, files?: readonly DeskFile[]): DemoMessage =>
  ({ by, after, internal: true, text: `${INTERNAL}: ${text}`, ...(files === undefined ? {} : { files }) });
