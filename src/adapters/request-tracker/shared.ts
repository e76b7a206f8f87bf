import type { Capabilities } from '../../contract/index.ts';
import type { Forms } from './forms.ts';
import type { Presentation } from './mapping.ts';
import type { RequestTrackerOptions } from './options.ts';
import type { Rt } from './rt.ts';
import type { Writes } from './writes.ts';

/** What all customers' adapters share: connections, rules and what is remembered. */
export interface Shared extends Presentation {
  readonly options: RequestTrackerOptions;
  readonly rt: Rt;
  readonly forms: Forms;
  readonly writes: Writes;
  readonly files: Capabilities['files'];
  /** Names of the queues in which tickets can be opened. */
  readonly formIds: readonly string[];
  /** Whether RT searches in messages. */
  inMessages(signal?: AbortSignal): Promise<boolean>;
}
