import type { Database } from '../database.ts';
import type { Logger } from '../log.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { Settings } from '../options.ts';
import type { Throttle } from '../throttle.ts';
import type { Auth } from './auth.ts';
import type { MailTokens } from './mail-tokens.ts';
import type { Sessions } from './sessions.ts';

/** What the ways in are made of. */
export interface AccessServices {
  readonly settings: Settings;
  readonly db: Database;
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly tokens: MailTokens;
  readonly outbox: Outbox;
  readonly throttle: Throttle;
  readonly log: Logger;
}
