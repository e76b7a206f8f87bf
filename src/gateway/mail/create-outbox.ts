import { PortalError } from '../../contract/index.ts';
import type { Database } from '../database.ts';
import { withDeadline } from '../deadline.ts';
import { faultOf, type Logger } from '../log.ts';
import type { Settings } from '../options.ts';
import { isMailAddress } from './mail-option.ts';
import { createMailQueue, type ClaimedMail } from './mail-queue.ts';
import type { Outbox } from './outbox.ts';
import { renderMail } from './render.ts';
import { createSeal } from './seal.ts';
import { MailFault, transportOf } from './transport.ts';

/** Milliseconds of one try. */
const PATIENCE = 60_000;
/** Milliseconds that the end waits for what is being sent. */
const FAREWELL = 5_000;
/** Mails of one instance that are sent at once, so that a slow try does not hold up the others. */
const LANES = 3;
/** Milliseconds between looks for what other instances have left behind. */
const ROUND = 30_000;
/** Milliseconds that a mail without an end of its own is tried. */
const LIFETIME = 3 * 24 * 60 * 60_000;

/** Sends one mail after the other. */
interface Lane {
  /** When it last began with one, by `performance.now()`. */
  seen: number;
  done: Promise<void>;
}

/** The outbox of an instance; without `mail` in the settings one that sends nothing. */
export function createOutbox(db: Database, { mail: option, secret, base, clock, portalName, access }: Settings, log: Logger): Outbox {
  const nothing = (): Promise<void> => Promise.resolve();
  if (option === null) {
    const send = (): Promise<never> => Promise.reject(new PortalError('unsupported', 'This portal sends no mails.'));
    return { enabled: false, send, delayed: () => Promise.resolve(false), deliver: nothing, close: nothing };
  }
  const queue = createMailQueue(db, clock);
  const seal = createSeal(secret);
  const transport = transportOf(option);
  /** One for each try, as on workers a request cannot listen to what another has made. */
  const tries = new Set<AbortController>();
  let closed = false;
  const lanes = new Set<Lane>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const report = (code: string, error: unknown): void => {
    log({ time: new Date(clock()).toISOString(), level: 'warn', event: 'background', operation: 'mail', code, fault: faultOf(error) });
  };

  async function deliverClaimed(claimed: ClaimedMail): Promise<void> {
    const ending = new AbortController();
    tries.add(ending);
    try {
      const mail = await seal.open(claimed.sealed).catch(() => { throw new MailFault('UNREADABLE', false); });
      await withDeadline(PATIENCE, ending.signal, (signal) => transport.send(mail, signal));
    } catch (error) {
      const fault = error instanceof MailFault ? error : undefined;
      report(fault?.final === true ? 'refused' : 'delayed', error);
      await (fault?.final === true ? queue.remove(claimed) : queue.postpone(claimed, fault === undefined));
      return;
    } finally {
      tries.delete(ending);
    }
    await queue.remove(claimed);
    await queue.resume();
  }

  async function work(lane: Lane): Promise<void> {
    try {
      for (let claimed = await queue.claim(); claimed !== undefined; claimed = closed ? undefined : await queue.claim()) {
        lane.seen = performance.now();
        startLane(); // there may be more
        await deliverClaimed(claimed);
      }
    } catch (error) {
      report('delayed', error); // the database's; the next look finds the mail again
    }
    lanes.delete(lane);
    await lookLater();
  }

  function active(): Lane[] {
    // Some platforms end what a request has begun together with it, without a word.
    for (const lane of lanes) if (performance.now() - lane.seen > 2 * PATIENCE) lanes.delete(lane);
    return [...lanes];
  }

  function startLane(): void {
    if (closed || active().length >= LANES) return;
    const lane: Lane = { seen: performance.now(), done: Promise.resolve() };
    lanes.add(lane);
    lane.done = work(lane);
  }

  /** Looks again when the next mail is due; also for what came while the last lane was ending. */
  async function lookLater(): Promise<void> {
    const next = await queue.next().catch(() => undefined) ?? Infinity;
    if (closed || active().length > 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => void deliver(), Math.min(Math.max(next - clock(), 1_000), ROUND));
    // Node's timers keep a process alive unless told not to.
    (timer as { unref?: () => void }).unref?.();
  }

  async function allDone(): Promise<void> {
    while (active().length > 0) await Promise.all(active().map(({ done }) => done));
  }

  function deliver(): Promise<void> {
    startLane();
    return allDone();
  }

  return {
    enabled: true,
    async send(order) {
      if (!isMailAddress(order.to)) throw new PortalError('invalid-input', 'This is no e-mail address.', { issues: [{ path: 'email', code: 'invalid' }] });
      const id = crypto.randomUUID();
      const mail = { id: `<${id}@${base.hostname}>`, from: option.from, to: order.to, ...renderMail(order, portalName(order.language ?? ''), access.mails) };
      await queue.add(id, await seal.close(mail), clock() + (order.minutes === undefined ? LIFETIME : order.minutes * 60_000));
      void deliver();
    },
    delayed: () => queue.isStalled(),
    deliver,
    async close() {
      closed = true;
      clearTimeout(timer);
      const farewell = setTimeout(() => { for (const ending of tries) ending.abort(); }, FAREWELL);
      await allDone();
      clearTimeout(farewell);
      await transport.close();
    },
  };
}
