import { CHANGE_EVENT, isPortalError, PortalError, type Customer, type TicketingAdapter, type TicketingBackend } from '../contract/index.ts';
import { withDeadline } from './deadline.ts';

/** Who listens, and what of the backend they may see, as it is at this moment. */
export interface Listener { readonly customer: Customer; readonly adapter: TicketingAdapter }

/** What the streams need of the gateway. */
export interface StreamOptions {
  readonly backend: TicketingBackend;
  /** Streams of one customer at a time. */
  readonly most: number;
  /** Who sends a request. A look, no activity: no session lives on by it. @throws PortalError `unauthenticated`, `forbidden` */
  readonly listenerOf: (request: Request) => Promise<Listener>;
  /** Milliseconds between two looks at what has happened, which is the shortest time between two events. Default 1000. */
  readonly tick?: number;
}

/** The streams by which pages are told that something has happened. */
export interface EventStreams {
  /** Begins a stream. @throws PortalError `unsupported` where the backend does not tell, `rate-limited` for too many of one customer */
  open(request: Request): Promise<Response>;
  /** Ends all streams, and begins no more: the server is about to stop. */
  end(): void;
  /** How many there are. */
  readonly size: number;
}

/** In looks: until the session is asked about, until something is sent so that proxies do not take the connection for a dead one, and until one that takes nothing is given up. */
const [CHECK, BEAT, STUCK] = [15, 20, 60];
/** Milliseconds that the backend has to say whether a ticket can be read. */
const PATIENCE = 10_000;
/** Changed tickets that are remembered for the next look; which of many it was does not matter. */
const REMEMBERED = 100;
/** Milliseconds until a page whose stream broke comes back: not all of them at once. */
const RETRY = { least: 2000, most: 6000 };

/**
 * Makes the streams. They hold nothing but "look again": what has happened, and whether the customer may see it, is decided by the reads that follow. Even that is sent
 * only where the customer can read one of the tickets that changed, and only while the session lasts.
 */
export function createEventStreams({ backend, most, listenerOf, tick = 1000 }: StreamOptions): EventStreams {
  const streams = new Map<() => void, string>();
  let isEnded = false;

  return {
    get size() {
      return streams.size;
    },
    async open(request) {
      const listener = await listenerOf(request);
      if (backend.watch === undefined) throw new PortalError('unsupported', 'This backend does not tell when something happens.');
      if (isEnded) throw new PortalError('unavailable', 'The gateway is about to stop.', { retryAfter: 5 });
      if ([...streams.values()].filter((id) => id === listener.customer.id).length >= most) {
        throw new PortalError('rate-limited', 'Too many event streams are open.', { retryAfter: 60 });
      }
      const body = streamOf(listener, backend.watch.bind(backend), () => listenerOf(request), tick, {
        opened: (end) => streams.set(end, listener.customer.id), closed: (end) => streams.delete(end),
      });
      return new Response(body, { headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' } });
    },
    end() {
      isEnded = true;
      for (const end of streams.keys()) end();
    },
  };
}

interface Registry { opened(end: () => void): void; closed(end: () => void): void }

function streamOf(
  { customer }: Listener, watch: NonNullable<TicketingBackend['watch']>, listenerNow: () => Promise<Listener>, tick: number, registry: Registry,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const changed = new Set<string>();
  let [sinceCheck, sinceSent, stuck] = [0, 0, 0];
  let isLooking = false;
  let end = (): void => undefined;

  /** Whether the customer may see that something has happened. What cannot be told now is looked at again. */
  const concerns = async ({ adapter }: Listener): Promise<boolean> => {
    for (const ticketId of changed) {
      changed.delete(ticketId);
      try {
        await withDeadline(PATIENCE, undefined, (signal) => adapter.getTicket({ ticketId }, { signal, passive: true }));
        changed.clear();
        return true;
      } catch (error) {
        if (!isPortalError(error, 'not-found')) {
          changed.add(ticketId);
          throw error;
        }
      }
    }
    return false;
  };

  /** What is to be sent now; null ends the stream. */
  const news = async (): Promise<string | null> => {
    sinceCheck += 1;
    sinceSent += 1;
    if (changed.size > 0 || sinceCheck >= CHECK) {
      const listener = await listenerNow();
      if (listener.customer.id !== customer.id) return null;
      sinceCheck = 0;
      if (await concerns(listener)) return `event: ${CHANGE_EVENT}\ndata: {}\n\n`;
    }
    return sinceSent >= BEAT ? ':\n\n' : '';
  };

  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string): void => {
        controller.enqueue(encoder.encode(text));
        sinceSent = 0;
      };
      const look = async (): Promise<void> => {
        // Nobody takes what has been sent: the connection is slow, or dead.
        stuck = (controller.desiredSize ?? 0) > 0 ? 0 : stuck + 1;
        if (stuck >= STUCK) end();
        if (isLooking || stuck > 0) return;
        isLooking = true;
        try {
          const text = await news();
          if (text === null) end();
          else if (text !== '' && streaming) send(text);
        } catch (error) {
          if (isPortalError(error, 'unauthenticated') || isPortalError(error, 'forbidden')) end();
        } finally {
          isLooking = false;
        }
      };
      let streaming = true;
      // Everything is done by the stream's own timer: some platforms let a request do nothing on behalf of another one.
      const timer = setInterval(() => { void look(); }, tick);
      const unwatch = watch(customer, (ticketId) => { if (changed.size < REMEMBERED) changed.add(ticketId); });
      end = () => {
        if (!streaming) return;
        streaming = false;
        clearInterval(timer);
        unwatch();
        registry.closed(end);
        // A reader that has gone has closed it.
        try { controller.close(); } catch { /* nothing is left to do */ }
      };
      registry.opened(end);
      send(`retry: ${String(Math.round(RETRY.least + Math.random() * (RETRY.most - RETRY.least)))}\n\n`);
    },
    cancel() {
      end();
    },
  }, new ByteLengthQueuingStrategy({ highWaterMark: 1024 }));
}
