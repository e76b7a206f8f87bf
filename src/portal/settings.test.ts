import { expect } from '@open-wc/testing';
import { PortalError, type PublicSettings } from '../contract/index.ts';
import { ALICE, FakeClock, FakeServer, settled } from './fake-server.test.ts';
import { ownerSettings } from './owner-settings.test.ts';
import { earlyAnswer, forgetEarlyAnswers } from './early-answers.ts';
import { offerEarlyAnswers, prefetch } from './prefetch.ts';
import { Portal, portalAt, SettingsChangeEvent, type PortalOptions } from './index.ts';

const portalWith = (options: Pick<PortalOptions, 'settings' | 'owner'>): Portal =>
  new Portal({ key: 'settings', access: new FakeServer(new FakeClock()).access, ticketing: {} as never, ...options });

interface Asked { resolve(settings: PublicSettings): void; reject(error: Error): void }

/** A portal whose settings come when the test wants it. */
function asking(): { portal: Portal; asked: Asked[]; changes: (PublicSettings | null | undefined)[] } {
  const asked: Asked[] = [];
  const portal = portalWith({ settings: () => new Promise((resolve, reject) => { asked.push({ resolve, reject }); }) });
  const changes: (PublicSettings | null | undefined)[] = [];
  portal.addEventListener(SettingsChangeEvent.type, () => { changes.push(portal.settings); });
  return { portal, asked, changes };
}

describe('the owner’s settings of a portal', () => {
  it('are none, at once, where nobody asks for any', async () => {
    const portal = portalWith({});
    expect(portal.settings).to.equal(null);
    expect(await portal.getSettings()).to.equal(null);
    expect(portal.owner).to.equal(undefined);
  });

  it('are asked for once, and told to all who share the portal', async () => {
    const { portal, asked, changes } = asking();
    const [first, second] = [portal.getSettings(), portal.getSettings()];
    expect(portal.settings).to.equal(undefined);
    const settings = ownerSettings();
    asked[0]!.resolve(settings);
    expect([await first, await second, await portal.getSettings()]).to.deep.equal([settings, settings, settings]);
    expect(asked).to.have.length(1);
    expect(changes).to.deep.equal([settings]);
  });

  it('are none at a gateway that knows of none, which is not asked again', async () => {
    const { portal, asked } = asking();
    const answer = portal.getSettings();
    asked[0]!.reject(new PortalError('not-found', 'There is nothing here.'));
    expect(await answer).to.equal(null);
    expect(await portal.getSettings()).to.equal(null);
    expect(asked).to.have.length(1);
  });

  it('are none after a failure, until another try succeeds', async () => {
    const { portal, asked, changes } = asking();
    const answer = portal.getSettings();
    asked[0]!.reject(new PortalError('network', 'No network.'));
    expect(await answer).to.equal(null);
    const settings = ownerSettings();
    const again = portal.getSettings();
    asked[1]!.resolve(settings);
    expect(await again).to.equal(settings);
    expect(changes).to.deep.equal([null, settings]);
  });

  it('are waited for no longer than a person would, and hold when they come', async () => {
    const { setTimeout: real } = globalThis;
    const due: (() => void)[] = [];
    globalThis.setTimeout = ((callback: () => void) => due.push(callback)) as never;
    try {
      const { portal, asked, changes } = asking();
      const answer = portal.getSettings();
      await settled();
      expect(portal.settings).to.equal(undefined);
      for (const callback of due) callback();
      expect(await answer).to.equal(null);
      const settings = ownerSettings();
      asked[0]!.resolve(settings);
      await settled();
      expect(await portal.getSettings()).to.equal(settings);
      expect(changes).to.deep.equal([null, settings]);
    } finally {
      globalThis.setTimeout = real;
    }
  });

  it('can be replaced by others, as a preview does', () => {
    const { portal, changes } = asking();
    const settings = ownerSettings({ enabled: false });
    portal.settings = settings;
    portal.settings = settings;
    expect(changes).to.deep.equal([settings]);
  });

  it('stay foreseen where somebody signs out meanwhile: they are the same for everybody', () => {
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.resolve(new Response('{}'));
    try {
      offerEarlyAnswers();
      const gateway = `https://${crypto.randomUUID()}.example`;
      for (const path of ['/v1/portal', '/v1/profile']) void prefetch(gateway + path);
      forgetEarlyAnswers();
      expect(['/v1/portal', '/v1/profile'].map((path) => earlyAnswer(gateway + path) !== undefined)).to.deep.equal([true, false]);
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('cannot be had where the gateway answers something else: the portal does without', async () => {
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.resolve(new Response('<!doctype html>', { status: 404 }));
    try {
      const portal = portalAt(`https://${crypto.randomUUID()}.example`);
      expect(await portal.getSettings()).to.equal(null);
      expect(portal.owner).not.to.equal(undefined);
    } finally {
      globalThis.fetch = fetch;
    }
  });
});

describe('a portal that is closed while somebody is in it', () => {
  const codeOf = async (settings: PortalOptions['settings'], refusal: 'forbidden' | 'not-found' = 'forbidden'): Promise<string> => {
    const ticketing = { getTicket: () => Promise.reject(new PortalError(refusal, 'No.')) } as unknown as PortalOptions['ticketing'];
    const portal = new Portal({ key: 'settings', access: new FakeServer(new FakeClock()).access, ticketing, settings });
    const error: unknown = await portal.ticketing.getTicket({ ticketId: '1' }, {}).catch((cause: unknown) => cause);
    return (error as PortalError).code;
  };

  it('is not available, which is no matter of rights; every other refusal is', async () => {
    expect(await codeOf(() => Promise.resolve(ownerSettings({ enabled: false })))).to.equal('unavailable');
    expect(await codeOf(() => Promise.resolve(ownerSettings()))).to.equal('forbidden');
    expect(await codeOf(() => Promise.reject(new PortalError('network', 'No network.')))).to.equal('forbidden');
    expect(await codeOf(undefined)).to.equal('forbidden');
    expect(await codeOf(() => Promise.resolve(ownerSettings({ enabled: false })), 'not-found')).to.equal('not-found');
  });
});

describe('the owner’s way to the settings', () => {
  it('is fetched with the first call', async () => {
    let fetched = 0;
    const calls: unknown[] = [];
    const owner = { countTickets: (input: unknown) => { calls.push(input); return Promise.resolve({ count: 3, sample: [] }); } };
    const portal = portalWith({ owner: () => { fetched += 1; return Promise.resolve(owner as never); } });
    expect(fetched).to.equal(0);
    expect(await portal.owner!.countTickets({ filter: null }, { idempotencyKey: 'x' })).to.deep.equal({ count: 3, sample: [] });
    expect(calls).to.deep.equal([{ filter: null }]);
  });

  it('tells the page when the session has ended', async () => {
    const server = new FakeServer(new FakeClock(), ALICE);
    const portal = new Portal({
      key: 'settings', access: server.access, ticketing: {} as never,
      owner: () => Promise.resolve({ getSettings: () => Promise.reject(new PortalError('unauthenticated', 'Nobody is signed in.')) } as never),
    });
    await portal.loadSession();
    server.end();
    const error = await portal.owner!.getSettings({}, {}).catch((cause: unknown) => cause);
    expect((error as PortalError).code).to.equal('unauthenticated');
    expect(portal.session?.customer).to.equal(null);
  });
});
