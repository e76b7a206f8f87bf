/** For the tests of live updates; no test itself: it is named like one so that the package does not ship it. */
import type { MemoryBackend } from '../adapters/memory/index.ts';
import type { Watch, Watcher } from './portal.ts';

/** How a portal is told what happens in a backend in memory, and who listens. */
export class MemoryWatch {
  readonly watchers = new Set<Watcher>();
  readonly #backend: MemoryBackend;
  readonly #email: string;

  constructor(backend: MemoryBackend, email: string) {
    this.#backend = backend;
    this.#email = email;
  }

  readonly watch: Watch = (watcher) => {
    const end = this.#backend.watch({ id: '1', email: this.#email, name: '' }, () => { watcher.changed(); });
    this.watchers.add(watcher);
    watcher.opened();
    return Promise.resolve(() => {
      this.watchers.delete(watcher);
      end();
    });
  };
}
