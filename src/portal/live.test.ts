import { expect } from '@open-wc/testing';
import { waitUntil } from '../elements/parts/wait-until.test.ts';
import { FakeClock, FakeServer, MINUTE, settled } from './fake-server.test.ts';
import { follow } from './live.ts';
import { Portal, TicketsChangeEvent } from './index.ts';
import type { Watcher } from './portal.ts';

const SECOND = 1000;
const capabilities = {
  views: ['mine'], search: 'none', sort: ['id'], waitingOn: false, stages: [], createTicket: false, reply: true, closeTicket: false, reopenTicket: false, files: null,
};

/** A browser: tabs that share a server and its events. */
class World {
  readonly clock = new FakeClock();
  readonly server = new FakeServer(this.clock);
  readonly key = crypto.randomUUID();
  readonly live: boolean;
  /** Connections that are open. */
  readonly watchers = new Set<Watcher>();
  /** How often anybody has asked to be told. */
  asked = 0;
  opens = true;
  readonly #ends: (() => void)[] = [];

  constructor(live = true) {
    this.live = live;
  }

  async tab(): Promise<Portal> {
    const portal = new Portal({
      key: this.key, access: this.server.access, ticketing: { getProfile: () => Promise.resolve({ name: '', email: '', organizations: [], capabilities: { ...capabilities, live: this.live } }) } as never,
      watch: (watcher) => {
        this.asked += 1;
        if (this.opens) {
          this.watchers.add(watcher);
          watcher.opened();
        } else {
          watcher.lost(true);
        }
        return Promise.resolve(() => { this.watchers.delete(watcher); });
      },
    });
    await portal.loadSession();
    return portal;
  }

  /** An element of a tab that looks. */
  element(portal: Portal, result: () => boolean = () => true): Seer {
    const seer = new Seer(this, portal, result);
    this.#ends.push(() => { seer.leave(); });
    return seer;
  }

  happens(): void { for (const watcher of this.watchers) watcher.changed(); }
  close(): void { for (const end of this.#ends) end(); }
}

class Seer {
  looks = 0;
  leave: () => void;
  constructor(world: World, portal: Portal, result: () => boolean) {
    this.leave = follow(portal, () => {
      this.looks += 1;
      return Promise.resolve(result());
    }, world.clock);
  }

  /** Waits until there were so many looks; what other tabs tell takes a moment. */
  async until(looks: number): Promise<void> {
    await waitUntil(() => this.looks >= looks, `${String(this.looks)} instead of ${String(looks)} looks`, { interval: 5 });
    expect(this.looks).to.equal(looks);
  }
}

/** Shows or hides this tab. */
function see(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  document.dispatchEvent(new Event('visibilitychange'));
}

const input = (): void => { window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' })); };

describe('live updates', () => {
  let world: World;
  beforeEach(() => { world = new World(); });
  afterEach(() => {
    world.close();
    see('visible');
    Reflect.deleteProperty(document, 'visibilityState');
  });

  describe('where nobody tells', () => {
    beforeEach(() => { world = new World(false); });

    it('look every 15 seconds, every two minutes in a hidden tab, and at once when it is seen again', async () => {
      const one = world.element(await world.tab());
      await world.clock.goOn(14 * SECOND);
      expect(one.looks).to.equal(0);
      await world.clock.goOn(SECOND);
      expect(one.looks).to.equal(1);
      await world.clock.goOn(30 * SECOND);
      expect(one.looks).to.equal(3);
      see('hidden');
      await world.clock.goOn(119 * SECOND);
      expect(one.looks).to.equal(3);
      await world.clock.goOn(2 * MINUTE);
      expect(one.looks).to.equal(4);
      see('visible');
      await settled();
      expect(one.looks).to.equal(5);
      see('hidden');
      see('visible');
      await settled();
      expect(one.looks, 'not for a moment').to.equal(5);
      expect(world.asked).to.equal(0);
    });

    it('stop when nobody has done anything for ten minutes, and go on with the first thing that somebody does', async () => {
      const one = world.element(await world.tab());
      await world.clock.goOn(9 * MINUTE);
      input();
      await world.clock.goOn(10 * MINUTE);
      const before = one.looks;
      expect(before).to.be.greaterThan(70);
      await world.clock.goOn(30 * MINUTE - 9 * MINUTE);
      expect(one.looks).to.equal(before);
      world.server.touch();
      input();
      await settled();
      expect(one.looks).to.equal(before + 1);
      input();
      await world.clock.goOn(15 * SECOND);
      expect(one.looks).to.equal(before + 2);
    });

    it('become rare where looking fails, and begin anew when the network is back', async () => {
      let works = false;
      const one = world.element(await world.tab(), () => works);
      await world.clock.goOn(15 * SECOND);
      expect(one.looks).to.equal(1);
      await world.clock.goOn(29 * SECOND);
      expect(one.looks).to.equal(1);
      await world.clock.goOn(SECOND + 60 * SECOND);
      expect(one.looks).to.equal(3);
      works = true;
      window.dispatchEvent(new Event('online'));
      await settled();
      expect(one.looks).to.equal(4);
      await world.clock.goOn(15 * SECOND);
      expect(one.looks).to.equal(5);
    });

    it('end with the session, and begin with the next one', async () => {
      const portal = await world.tab();
      const one = world.element(portal);
      await world.clock.goOn(15 * SECOND);
      expect(one.looks).to.equal(1);
      await portal.signOut();
      await world.clock.goOn(10 * MINUTE);
      expect(one.looks).to.equal(1);
      expect(world.clock.waiting).to.equal(0);
      input();
      await portal.signIn({ email: 'carol@globex.example', password: 'x' });
      await world.clock.goOn(15 * SECOND);
      expect(one.looks).to.equal(2);
    });
  });

  it('look as soon as something happens, once when they begin to be told, and hardly ever besides', async () => {
    const one = world.element(await world.tab());
    await one.until(1);
    world.happens();
    await one.until(2);
    await world.clock.goOn(4 * MINUTE);
    expect(one.looks).to.equal(2);
    await world.clock.goOn(MINUTE);
    expect(one.looks).to.equal(3);
  });

  it('come every two minutes at most in a hidden tab, only where something has happened, and at once when somebody sees it', async () => {
    const one = world.element(await world.tab());
    await one.until(1);
    see('hidden');
    await world.clock.goOn(9 * MINUTE);
    expect(one.looks, 'nothing has happened').to.equal(1);
    world.happens();
    await world.clock.goOn(0);
    await one.until(2);
    world.happens();
    await world.clock.goOn(119 * SECOND);
    expect(one.looks).to.equal(2);
    await world.clock.goOn(SECOND);
    expect(one.looks).to.equal(3);
    world.happens();
    await settled();
    expect(one.looks).to.equal(3);
    see('visible');
    await one.until(4);
  });

  it('hold one connection for all tabs, which another tab takes over when it is closed', async () => {
    const [first, second] = [await world.tab(), await world.tab()];
    const one = world.element(first);
    await one.until(1);
    const other = world.element(second);
    await other.until(1);
    expect(world.watchers.size).to.equal(1);
    world.happens();
    await one.until(2);
    await other.until(2);
    one.leave();
    await waitUntil(() => world.watchers.size === 1 && world.asked === 2, 'nobody takes over');
    await other.until(3);
    world.happens();
    await other.until(4);
    expect(one.looks).to.equal(2);
  });

  it('keep tabs in step with what is written in one of them, and tabs of others apart', async () => {
    world = new World(false);
    const [first, second] = [await world.tab(), await world.tab()];
    const [one, other] = [world.element(first), world.element(second)];
    const stranger = new World(false);
    const apart = stranger.element(await stranger.tab());
    // Told again and again: who is not in step yet does not hear.
    await waitUntil(() => {
      first.dispatchEvent(new TicketsChangeEvent('1'));
      return other.looks > 0;
    }, 'the other tab does not hear');
    expect([one.looks, apart.looks]).to.deep.equal([0, 0]);
    stranger.close();
  });

  it('ask now and then where the gateway refuses to tell, and ask who is signed in', async () => {
    world.opens = false;
    const one = world.element(await world.tab());
    await waitUntil(() => world.server.asked.includes('peekSession'), 'nobody asks');
    await world.clock.goOn(15 * SECOND);
    expect(one.looks).to.equal(1);
    world.opens = true;
    await world.clock.goOn(MINUTE);
    await waitUntil(() => world.watchers.size === 1, 'nobody tries again');
  });

  it('leave nothing behind: no timer, no connection, no listener', async () => {
    const portal = await world.tab();
    const targets: EventTarget[] = [window, document, portal];
    const listening = new Map<string, number>();
    const originals = targets.map((target) => [target, target.addEventListener.bind(target), target.removeEventListener.bind(target)] as const);
    for (const [target, add, remove] of originals) {
      target.addEventListener = (type: string, ...rest: [never, never]) => { listening.set(type, (listening.get(type) ?? 0) + 1); add(type, ...rest); };
      target.removeEventListener = (type: string, ...rest: [never, never]) => { listening.set(type, (listening.get(type) ?? 0) - 1); remove(type, ...rest); };
    }
    const [one, two] = [world.element(portal), world.element(portal)];
    await one.until(1);
    expect(listening.size).to.be.greaterThan(5);
    one.leave();
    expect(world.watchers.size).to.equal(1);
    two.leave();
    two.leave();
    for (const [target] of originals) {
      Reflect.deleteProperty(target, 'addEventListener');
      Reflect.deleteProperty(target, 'removeEventListener');
    }
    expect([...listening].filter(([, count]) => count !== 0)).to.deep.equal([]);
    expect([world.watchers.size, world.clock.waiting]).to.deep.equal([0, 0]);
  });
});
