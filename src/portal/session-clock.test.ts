import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { FakeClock, FakeServer, MINUTE, settled } from './fake-server.test.ts';
import type { Portal } from './portal.ts';
import { SessionClock } from './session-clock.ts';

interface World { readonly clock: FakeClock; readonly server: FakeServer; readonly portal: Portal }

/** A tab with Alice's session of 30 minutes, and its clock. */
async function world(prepare: (server: FakeServer, portal: Portal) => void = () => undefined): Promise<World> {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const portal = server.tab();
  prepare(server, portal);
  await portal.loadSession();
  new SessionClock(portal, clock);
  return { clock, server, portal };
}

describe('the end of a session', () => {
  it('is warned of at least two minutes before, and counted down by the minute', async () => {
    const { clock, portal } = await world();
    await clock.goOn(27 * MINUTE);
    expect(portal.sessionWarning).to.equal(undefined);
    await clock.goOn(MINUTE / 2);
    expect(portal.sessionWarning).to.deep.equal({ minutes: 2, final: false });
    const said: unknown[] = [];
    portal.addEventListener('session-warning', () => { said.push(portal.sessionWarning?.minutes); });
    await clock.goOn(2.5 * MINUTE);
    expect(said).to.deep.equal([1, undefined]);
    expect(portal.session).to.deep.equal({ customer: null, expires: null });
    expect(portal.lastSessionChange?.expired).to.equal(true);
    expect(clock.waiting).to.equal(0);
  });

  it('is warned of at half of a short session', async () => {
    const { clock, portal } = await world((server) => { server.idle = 2 * MINUTE; });
    await clock.goOn(0.9 * MINUTE);
    expect(portal.sessionWarning).to.equal(undefined);
    await clock.goOn(0.1 * MINUTE);
    expect(portal.sessionWarning).to.deep.equal({ minutes: 1, final: false });
  });

  it('is the server’s to decide: what another tab has done is found out before anybody is warned', async () => {
    const { clock, server, portal } = await world();
    await clock.goOn(20 * MINUTE);
    server.touch();
    await clock.goOn(10 * MINUTE);
    expect(portal.sessionWarning).to.equal(undefined);
    expect(server.asked).to.deep.equal(['getSession', 'peekSession']);
    await clock.goOn(18 * MINUTE);
    expect(portal.sessionWarning?.minutes).to.equal(2);
  });

  it('is put off by what a person does, so that nobody is warned who types', async () => {
    const { clock, portal } = await world();
    for (let minutes = 0; minutes < 60; minutes += 3) {
      await clock.goOn(3 * MINUTE);
      await sendKeys({ press: 'a' });
      await clock.goOn(0);
      expect(portal.sessionWarning).to.equal(undefined);
    }
    expect(Date.parse(portal.session!.expires!) - clock.now()).to.equal(30 * MINUTE);
  });

  it('is not put off by what was done long ago, nor by what a script does', async () => {
    const { clock, server, portal } = await world();
    await clock.goOn(10 * MINUTE);
    await sendKeys({ press: 'a' });
    await clock.goOn(10 * MINUTE);
    document.body.click();
    await clock.goOn(18 * MINUTE);
    expect(portal.sessionWarning?.minutes).to.equal(2);
    await clock.goOn(2 * MINUTE);
    expect(portal.session?.customer).to.equal(null);
    expect(server.asked.filter((name) => name === 'getSession')).to.have.length(2);
  });

  it('is put off by any key once it is warned of', async () => {
    const { clock, portal } = await world();
    await clock.goOn(28 * MINUTE);
    expect(portal.sessionWarning).not.to.equal(undefined);
    await sendKeys({ press: 'Shift' });
    await clock.goOn(0);
    expect(portal.sessionWarning).to.equal(undefined);
    expect(portal.session?.customer).not.to.equal(null);
  });

  it('is put off by any key also where another tab did something a moment before the warning', async () => {
    const { clock, server, portal } = await world((one) => { one.idle = MINUTE / 4; });
    await clock.goOn(4000);
    server.touch();
    await clock.goOn(7500);
    expect(portal.sessionWarning).to.deep.equal({ minutes: 0, final: false });
    await sendKeys({ press: 'Shift' });
    await clock.goOn(0);
    expect(portal.sessionWarning).to.equal(undefined);
  });

  it('is final where a session may not last any longer: no key helps', async () => {
    const { clock, server, portal } = await world((one) => { one.ends = Date.parse('2026-11-22T12:20:00Z'); });
    await clock.goOn(18 * MINUTE);
    expect(portal.sessionWarning).to.deep.equal({ minutes: 2, final: true });
    await sendKeys({ press: 'a' });
    await clock.goOn(MINUTE);
    expect(portal.sessionWarning).to.deep.equal({ minutes: 1, final: true });
    expect(server.asked.filter((name) => name === 'getSession')).to.have.length(1);
    await clock.goOn(MINUTE);
    expect(portal.lastSessionChange?.expired).to.equal(true);
  });

  it('is noticed at once when a machine wakes up', async () => {
    const { clock, portal } = await world();
    clock.sleep(8 * 60 * MINUTE);
    // Timers come late then, if at all.
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled();
    expect(portal.lastSessionChange?.expired).to.equal(true);
  });

  it('is asked for again where the server cannot be reached', async () => {
    const { clock, server, portal } = await world();
    server.isDown = true;
    await clock.goOn(31 * MINUTE);
    expect(portal.session?.customer?.name).to.equal('Alice Arnold');
    expect(portal.sessionWarning?.minutes).to.equal(0);
    server.isDown = false;
    await clock.goOn(MINUTE);
    expect(portal.session?.customer).to.equal(null);
    expect(portal.sessionWarning).to.equal(undefined);
  });

  it('is nobody’s concern where the page’s application vouches for its user: the session is renewed', async () => {
    const { clock, server, portal } = await world((_server, one) => { one.tokenProvider = () => Promise.resolve('1'); });
    const warnings: unknown[] = [];
    portal.addEventListener('session-warning', () => { warnings.push(portal.sessionWarning); });
    await clock.goOn(90 * MINUTE);
    expect(warnings).to.deep.equal([]);
    expect(portal.session?.customer?.name).to.equal('Alice Arnold');
    expect(server.asked).to.deep.equal(['signInAsHostUser', 'signInAsHostUser', 'signInAsHostUser', 'signInAsHostUser']);
  });

  it('is not warned of either where that application cannot be reached: it is asked again until the session has ended', async () => {
    let asked = 0;
    const { clock, portal } = await world((_server, one) => {
      one.tokenProvider = () => (asked++ === 0 ? Promise.resolve('1') : Promise.reject(new TypeError('down')));
    });
    const warnings: unknown[] = [];
    portal.addEventListener('session-warning', () => { warnings.push(portal.sessionWarning); });
    await clock.goOn(31 * MINUTE);
    expect(warnings).to.deep.equal([]);
    expect(asked).to.be.greaterThan(4);
    expect(portal.lastSessionChange?.expired).to.equal(true);
  });
});
