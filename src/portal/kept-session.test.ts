import { expect } from '@open-wc/testing';
import { isPortalError, type AccessAdapter, type Session } from '../contract/index.ts';
import { keptSessions } from './kept-session.ts';

const ELSEWHERE = 'https://support.example.net/api';
const nobody: Session = { customer: null, expires: null };
const alice: Session = { customer: { id: '1', email: 'alice@acme.example', name: 'Alice' }, expires: '2026-11-25T12:00:00.000Z' };

describe('a sign-in at a gateway on another host', () => {
  /** A gateway and its cookie, and a browser that keeps it or not. */
  function gateway(keeps: boolean): { access: AccessAdapter; asked: string[]; fail(): void } {
    const asked: string[] = [];
    let session = nobody;
    let fails = false;
    const enter = (name: string, entered: Session) => async (): Promise<Session> => {
      asked.push(name);
      session = keeps ? entered : nobody;
      return entered;
    };
    const look = (name: string) => async (): Promise<Session> => {
      asked.push(name);
      if (fails) throw new TypeError('Failed to fetch');
      return session;
    };
    const access = {
      signIn: enter('signIn', alice), signInByLink: enter('signInByLink', alice), signOut: enter('signOut', nobody), getSession: look('getSession'), peekSession: look('peekSession'),
      verifyAddress: enter('verifyAddress', { ...alice, customer: null, held: { email: 'eve@acme.example', name: 'Eve', reason: 'consent' } }),
      signInByCode: enter('signInByCode', { ...nobody, held: { email: 'eve@acme.example', name: 'Eve', reason: 'denied' } }), register: async () => ({ delayed: false }),
    };
    return { access: access as unknown as AccessAdapter, asked, fail() { fails = true; } };
  }
  const context = { idempotencyKey: 'k' };
  const credentials = { email: 'alice@acme.example', password: 'x' };

  const { error } = console;
  let said: string[];
  beforeEach(() => {
    said = [];
    console.error = (...words: unknown[]) => { said.push(words.join(' ')); };
  });
  afterEach(() => { console.error = error; });

  it('that the browser keeps counts, and is asked for once', async () => {
    const { access, asked } = gateway(true);
    const kept = keptSessions(access, ELSEWHERE);
    expect(await kept.signIn(credentials, context)).to.deep.equal(alice);
    await kept.signOut({}, context);
    await kept.signIn(credentials, context);
    expect(asked).to.deep.equal(['signIn', 'peekSession', 'signOut', 'signIn']);
    expect(said).to.deep.equal([]);
  });

  it('that the browser drops is refused in every way in, and the console tells the owner both sites and what to do', async () => {
    for (const enter of [
      (access: AccessAdapter) => access.signIn(credentials, context),
      (access: AccessAdapter) => access.signInByLink({ token: 't' }, context),
      (access: AccessAdapter) => access.verifyAddress({ token: 't', password: 'x' }, context),
    ]) {
      said = [];
      const refusal: unknown = await enter(keptSessions(gateway(false).access, ELSEWHERE)).catch((refused: unknown) => refused);
      expect(isPortalError(refusal, 'cookie-blocked')).to.equal(true);
      expect(said.join()).to.contain('https://support.example.net').and.to.contain(location.origin).and.to.contain('a path or a sub-domain');
    }
  });

  it('needs no proof where the gateway has known the person before', async () => {
    const { access, asked } = gateway(true);
    await access.signIn(credentials, context);
    const kept = keptSessions(access, ELSEWHERE);
    expect(await kept.getSession({}, {})).to.deep.equal(alice);
    await kept.signIn(credentials, context);
    expect(asked).to.deep.equal(['signIn', 'getSession', 'signIn']);
  });

  it('counts where the question gets no answer', async () => {
    const { access, fail } = gateway(false);
    fail();
    expect(await keptSessions(access, ELSEWHERE).signIn(credentials, context)).to.deep.equal(alice);
  });

  it('is not asked for about what begins no session, nor about anything on the page’s own host', async () => {
    const { access, asked } = gateway(false);
    const kept = keptSessions(access, ELSEWHERE);
    await kept.register({ name: 'Eve', email: 'eve@acme.example', password: '12345678' }, context);
    expect((await kept.signInByCode({ challenge: 'c', code: '1' }, context)).held?.reason).to.equal('denied');
    expect(asked).to.deep.equal(['signInByCode']);
    expect(keptSessions(access, `http://${location.hostname}:1/api`)).to.equal(access);
  });
});
