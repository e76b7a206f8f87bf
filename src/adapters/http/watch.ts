import { API_PREFIX, CHANGE_EVENT, EVENTS_PATH } from '../../contract/index.ts';

/** Who is told by a gateway that something has happened. */
export interface Watcher {
  /** From now on everything is told. What has happened before has to be looked for. */
  readonly opened: () => void;
  /** Something has happened that the customer may see. */
  readonly changed: () => void;
  /** Nothing is told any more. `final`: it will not come back by itself, because the gateway has refused. */
  readonly lost: (final: boolean) => void;
}

/** Lets a gateway tell when something happens, by server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). @returns what ends it */
export function httpWatch(gateway: string, { opened, changed, lost }: Watcher): () => void {
  const source = new EventSource(gateway + API_PREFIX + EVENTS_PATH, { withCredentials: true });
  source.addEventListener('open', opened);
  source.addEventListener(CHANGE_EVENT, changed);
  source.addEventListener('error', () => { lost(source.readyState === EventSource.CLOSED); });
  return () => { source.close(); };
}
