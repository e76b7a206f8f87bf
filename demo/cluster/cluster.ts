import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, type EnginePage } from '../engines/engines.mjs';
import { person } from '../engines/person.ts';
import type { Answer, Client } from './client.ts';
import type { Instance } from './instance.ts';
import { startWorld, type Customer, type World } from './world.ts';

describe('two gateways on one PostgreSQL, behind nginx', { timeout: 600_000 }, () => {
  let world: World;
  let one: Instance;
  let two: Instance;
  before(async () => {
    world = await startWorld();
    [one, two] = world.instances;
  });
  after(async () => { await world.end(); });

  const signIn = async (who: Client, url: string, { email, password }: Pick<Customer, 'email' | 'password'>): Promise<Answer> => who.send(url, 'POST', '/session', { email, password });
  const signedIn = async (url: string, customer: Customer): Promise<Client> => {
    const who = world.client();
    assert.equal((await signIn(who, url, customer)).status, 200);
    return who;
  };
  const customerOf = ({ body }: Answer): unknown => (body['customer'] as { email: string } | null)?.email ?? null;
  /** What the link of the newest mail to an address carries, as soon as there is one that has not been read. */
  const nextToken = async ({ email }: { email: string }): Promise<string> => {
    let token: string | undefined;
    await until(`a link has been mailed to ${email}`, async () => {
      token = world.mails.filter(({ to }) => to.includes(email)).map(({ text }) => /token=([\w-]+)/.exec(text)?.[1]).findLast((found) => found !== undefined && !used.has(found));
      return token !== undefined;
    });
    used.add(token ?? '');
    return token ?? '';
  };
  const used = new Set<string>();
  const statuses = (answers: readonly Answer[]): Record<number, number> => {
    const counted: Record<number, number> = {};
    for (const { status } of answers) counted[status] = (counted[status] ?? 0) + 1;
    return counted;
  };
  const throughNginx = (): string => `${world.origin}/api`;
  /** Does something at both in turn, all at the same time. */
  const inParallel = <Result>(count: number, act: (url: string, index: number) => Promise<Result>): Promise<Result[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => act(index % 2 === 0 ? one.url : two.url, index)));
  const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    for (const begun = performance.now(); !await holds();) {
      if (performance.now() - begun > 60_000) assert.fail(`Waited in vain, for a minute, until ${what}`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  };

  it('start at the same time on an empty database, each time anew', async () => {
    for (let round = 0; round < 2; round++) {
      const fresh = await world.instancesOnEmptyDatabase();
      await Promise.all(fresh.map((each) => each.start()));
      for (const { url } of fresh) assert.equal((await fetch(`${url}/health`)).status, 200);
      await Promise.all(fresh.map((each) => each.stop()));
    }
  });

  it('know a customer who has signed in at the other, and nginx asks both in turn', async () => {
    const ada = await world.addCustomer('ada');
    for (const [here, there] of [[one, two], [two, one]] as const) {
      const who = await signedIn(here.url, ada);
      assert.equal(customerOf(await who.send(there.url, 'GET', '/session')), ada.email);
      assert.equal((await who.send(there.url, 'GET', `/tickets/${ada.ticketId}`)).status, 200);
    }
    const who = await signedIn(throughNginx(), ada);
    const before = [one.answered, two.answered] as const;
    for (let count = 0; count < 6; count++) assert.equal(customerOf(await who.send(throughNginx(), 'GET', '/session')), ada.email);
    await until('both have written their log', async () => one.answered + two.answered >= before[0] + before[1] + 6);
    assert.deepEqual([one.answered - before[0], two.answered - before[1]], [3, 3]);
  });

  it('end a session for both: signed out at one is signed out at the other', async () => {
    const ben = await world.addCustomer('ben');
    const who = await signedIn(one.url, ben);
    // A second browser with the same cookie, as a thief would have it.
    const { headers } = await signIn(who, one.url, ben);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    const thief = { Cookie: cookie };
    assert.equal(customerOf(await who.send(two.url, 'GET', '/session', undefined, thief)), ben.email);
    assert.equal((await who.send(one.url, 'DELETE', '/session', {}, thief)).status, 200);
    assert.equal(customerOf(await who.send(two.url, 'GET', '/session', undefined, thief)), null);
    assert.equal((await who.send(two.url, 'GET', '/tickets', undefined, thief)).status, 401);
  });

  it('end all sessions of who sets a new password at one, at the other’s next request', async () => {
    const cleo = await world.addCustomer('cleo');
    const [atOne, atTwo] = [await signedIn(one.url, cleo), await signedIn(two.url, cleo)];
    for (const who of [atOne, atTwo]) assert.equal(customerOf(await who.send(two.url, 'GET', '/session')), cleo.email);
    assert.equal((await world.client().send(one.url, 'POST', '/password-resets', { email: cleo.email })).status, 200);
    const token = await nextToken(cleo);
    assert.equal((await world.client().send(one.url, 'POST', '/password-resets/answer', { token, password: 'a new password' })).status, 200);
    for (const who of [atOne, atTwo]) {
      assert.equal((await who.send(two.url, 'GET', '/tickets')).status, 401);
      assert.equal(customerOf(await who.send(two.url, 'GET', '/session')), null);
    }
    assert.equal((await signIn(world.client(), two.url, cleo)).status, 403, 'the old password');
    assert.equal((await signIn(world.client(), two.url, { ...cleo, password: 'a new password' })).status, 200);
  });

  it('redeem the token of a mail once, though twenty ask both at the same moment', async () => {
    const dan = await world.addCustomer('dan');
    await world.client().send(two.url, 'POST', '/password-resets', { email: dan.email });
    const reset = await nextToken(dan);
    const resets = await inParallel(20, (url, index) => world.client().send(url, 'POST', '/password-resets/answer', { token: reset, password: `password number ${String(index)}` }));
    assert.deepEqual(statuses(resets), { 200: 1, 404: 19 });
    const winner = resets.findIndex(({ status }) => status === 200);
    for (const index of [winner, (winner + 1) % 20, (winner + 2) % 20]) {
      const { status } = await signIn(world.client(), throughNginx(), { email: dan.email, password: `password number ${String(index)}` });
      assert.equal(status, index === winner ? 200 : 403, 'the password is that of the one who was told yes');
    }

    await world.client().send(one.url, 'POST', '/sign-in-mails', { email: dan.email });
    const link = await nextToken(dan);
    assert.deepEqual(statuses(await inParallel(20, (url) => world.client().send(url, 'POST', '/sign-in-mails/link', { token: link }))), { 200: 1, 404: 19 });

    const registration = { name: 'Eve', email: 'eve@acme.example', password: 'eve-password' };
    await world.client().send(one.url, 'POST', '/registrations', registration);
    const verification = { token: await nextToken(registration), password: registration.password };
    const verifications = await inParallel(20, (url, index) => world.client().send(url, 'POST', '/registrations/verification', verification, { 'X-Forwarded-For': `203.0.113.${String(index)}` }));
    assert.deepEqual(statuses(verifications), { 200: 1, 404: 19 });
    assert.equal((await world.query('select 1 from portico_user where email = \'eve@acme.example\'')).length, 1);
  });

  it('count guesses together: the bound is reached across both, by whatever addresses the guesser invents', async () => {
    const flo = await world.addCustomer('flo');
    const guess = (url: string, index: number): Promise<Answer> => world.client().send(url, 'POST', '/session', { email: flo.email, password: 'a guess' }, { 'X-Forwarded-For': `203.0.113.${String(index)}` });
    const before = [one.answered, two.answered] as const;
    for (let index = 0; index < 10; index++) assert.equal((await guess(throughNginx(), index)).status, 403);
    await until('both have written their log', async () => one.answered + two.answered >= before[0] + before[1] + 10);
    assert.deepEqual([one.answered - before[0], two.answered - before[1]], [5, 5], 'half of the guesses went to each');
    for (let index = 0; index < 4; index++) {
      const { status, headers } = await guess(throughNginx(), index);
      assert.equal(status, 429);
      assert(Number(headers['retry-after']) > 0);
    }
    assert.equal((await signIn(world.client(), throughNginx(), flo)).status, 429, 'the right password too, from there');
    assert.equal((await signIn(world.client('127.0.0.2'), throughNginx(), flo)).status, 200, 'but not from elsewhere');
  });

  it('let no more than ten of thirty guesses through that come at the same moment', async () => {
    const gus = await world.addCustomer('gus');
    const forwarded = { 'X-Forwarded-For': '203.0.113.7' };
    assert.deepEqual(statuses(await inParallel(30, (url) => world.client().send(url, 'POST', '/session', { email: gus.email, password: 'a guess' }, forwarded))), { 403: 10, 429: 20 });
  });

  it('say both that mails are late while the mail server is down, and send each once when it is back', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, (_, index) => world.addCustomer(`late${String(index)}`)));
    world.mailGate.open = false;
    const asked = await Promise.all(people.map(({ email }, index) => world.client().send(index % 2 === 0 ? one.url : two.url, 'POST', '/password-resets', { email })));
    assert.deepEqual(statuses(asked), { 200: 10 });
    for (const { url } of [one, two]) {
      let index = 0;
      await until('it says that mails are late', async () => (await world.client().send(url, 'POST', '/password-resets', { email: `nobody${String(index++)}@${new URL(url).port}.example` })).body['delayed'] === true);
    }
    world.mailGate.open = true;
    await until('no mail waits', async () => (await world.query('select 1 from portico_mail limit 1')).length === 0);
    for (const { email } of people) assert.equal(world.mails.filter(({ to }) => to.includes(email)).length, 1, email);
    assert.equal(new Set(world.mails.map(({ id }) => id)).size, world.mails.length, 'no mail came twice in all of this');
  });

  it('let a customer work on undisturbed while one after the other is killed, and the killed ones come back', async () => {
    const hana = await world.addCustomer('hana');
    const page = await open('chromium', { ignoreCertificateErrors: true });
    const customer = person(page);
    try {
      await customer.goto(`${world.origin}/support/tickets/${hana.ticketId}`);
      await customer.fill('Email', hana.email);
      await customer.fill('Password', hana.password);
      await customer.press('Sign in');
      await customer.sees('It does not turn.');
      await watchAlerts(page);
      const replies: string[] = [];
      const reply = async (words: string, meanwhile: () => Promise<Instance>): Promise<void> => {
        await customer.fill('Your reply', words);
        await customer.press('Send reply');
        const victim = await meanwhile();
        await until('the reply is sent', async () => {
          const read = await customer.reads();
          return read.includes(words) && !read.includes('Sending');
        });
        replies.push(words);
        await victim.start();
      };
      for (const victim of [one, two]) {
        // While it is being written.
        await customer.fill('Your reply', 'Half of a reply');
        await victim.kill();
        await reply(`A whole reply, after ${victim.url} is gone.`, async () => victim);
      }
      for (let round = 0; round < 4; round++) {
        // While it is being sent: the gateway has it, and dies of it.
        const held = await world.holdWrites();
        await reply(`The reply of round ${String(round)}.`, async () => {
          const victim = await held.writer();
          await victim.kill();
          await held.release();
          return victim;
        });
      }
      const { conversation } = await world.desk.agent.getTicket(hana.ticketId);
      assert.deepEqual(conversation.map(({ text }) => text).slice(1), replies, 'each reply is there once, in order');
      assert.deepEqual(await alarms(page), [], 'nothing was alarming');
      const before = [one.answered, two.answered] as const;
      const who = await signedIn(throughNginx(), hana);
      await until('nginx asks both again', async () => {
        assert.equal((await who.send(throughNginx(), 'GET', '/session')).status, 200);
        return one.answered > before[0] && two.answered > before[1];
      });
    } finally {
      await page.close();
    }
  });
});

/** From now on remembers every text that the page announces at once. */
const watchAlerts = (page: EnginePage): Promise<void> => page.eval(() => {
  const seen = new Set<string>();
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      const text = element.matches('[role=alert]') ? element.textContent.trim() : '';
      if (text !== '') seen.add(text);
      if (element.shadowRoot !== null) look(element.shadowRoot);
    }
  };
  setInterval(() => { look(document); }, 20);
  Object.assign(window, { seen });
});

const alarms = (page: EnginePage): Promise<string[]> => page.eval(() => [...(window as unknown as { seen: Set<string> }).seen]);
