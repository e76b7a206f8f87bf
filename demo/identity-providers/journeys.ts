import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ENGINES, open } from '../engines/engines.mjs';
import { person, type Person } from '../engines/person.ts';
import { startWorld, type World } from './world.ts';

/** Every way in, as a person goes it in a real browser, with real identity providers and a real mail server. */

const PASSWORD = 'a long new password';
const wanted = process.env['PORTICO_ENGINES']?.split(',') ?? ENGINES;
let world: World;
before(async () => { world = await startWorld(); });
after(() => world.end());

/** An address that no journey before has used. */
let count = 0;
const somebody = (): string => `person-${String(++count)}@acme.example`;

for (const engine of ENGINES.filter((name) => wanted.includes(name))) {
  describe(`in ${engine}`, () => {
    const journey = (name: string, walk: (who: Person) => Promise<void>, path = '/'): void => {
      it(name, { timeout: 120_000 }, async () => {
        const page = await open(engine);
        const who = person(page);
        try {
          await who.goto(world.origin + path);
          await walk(who);
        } finally {
          await page.close();
        }
      });
    };
    journeys(journey);
  });
}

function journeys(journey: (name: string, walk: (who: Person) => Promise<void>, path?: string) => void): void {
  const atOpenId = async (who: Person, user: string): Promise<void> => {
    await who.press('Continue with OpenID');
    await who.fill('User', user);
    await who.fill('Password', `${user}-password`);
    await who.press('Sign in');
  };
  const atCompany = async (who: Person, user: string): Promise<void> => {
    await who.fill('Username', user);
    await who.fill('Password', `${user}-password`);
    await who.press('Login');
  };
  const inside = async (who: Person): Promise<void> => {
    await who.sees('Sign out');
    await who.sees('Submit a support ticket');
  };
  const linkOf = (mail: { text: string }): string => /https?:\/\/\S+#portal=\S+/.exec(mail.text)?.[0] ?? assert.fail(`There is no link in: ${mail.text}`);
  /** Opens the link of the next mail to somebody. */
  const openMail = async (who: Person, email: string, sent: number): Promise<void> => {
    const link = linkOf(await world.mail.next(email, sent));
    assert(link.startsWith(`${world.origin}/#portal=`), link);
    // Another page first: a mail program opens a link afresh, it does not change the fragment of an open page.
    await who.goto('about:blank');
    await who.goto(link);
  };

  journey('OpenID Connect: signs in at the provider, comes back to the place, stays in after a reload, and signs out there too', async (who) => {
    await atOpenId(who, 'alice');
    await inside(who);
    assert.match(await who.address(), /#\/new$/);
    await who.goto('about:blank');
    await who.goto(`${world.origin}/`);
    await inside(who);
    await who.press('Sign out');
    await who.sees('Do you want to sign-out'); // the provider asks whether to end its own session too
    await who.press('Yes, sign me out');
    await who.sees('Continue with OpenID');
    await who.press('Continue with OpenID');
    await who.fill('User', 'alice'); // it asks again who one is
  }, '/#/new');

  journey('OpenID Connect: an address that the provider does not vouch for stays out, with a sentence', async (who) => {
    await atOpenId(who, 'carol');
    await who.sees('Signing in there did not succeed.');
    assert.equal(await world.gateway.accounts.find('carol@acme.example'), null);
  });

  journey('OpenID Connect: whoever is in none of the admitted groups sees the access-denied view', async (who) => {
    await atOpenId(who, 'bob');
    await who.sees('No access');
  });

  journey('SAML: signs in at the provider and signs out there too', async (who) => {
    await who.press('Continue with Company account');
    await atCompany(who, 'alice');
    await inside(who);
    await who.press('Sign out');
    await who.sees('Continue with Company account');
    await who.press('Continue with Company account');
    await who.fill('Username', 'alice'); // it asks again who one is
  });

  journey('SAML: a sign-in that begins at the provider', async (who) => {
    await who.goto(world.idpInitiatedURL);
    await atCompany(who, 'alice');
    await inside(who);
    assert((await who.address()).startsWith(`${world.origin}/`));
  });

  journey('SAML: whoever is in none of the admitted groups sees the access-denied view', async (who) => {
    await who.press('Continue with Company account');
    await atCompany(who, 'bob');
    await who.sees('No access');
  });

  journey('the page’s own users: no second sign-in, a new token by itself when the session ends, and out with them', async (who) => {
    world.hostUser = 'dora@acme.example';
    await who.goto(`${world.origin}/application`);
    await inside(who);
    await who.sees('dora');
    await world.gateway.accounts.setPassword('dora@acme.example', PASSWORD); // ends the session
    await who.press('Submit a support ticket');
    await who.press('Tickets');
    await inside(who);
    await who.sees('dora');
    world.hostUser = null;
    await who.goto('about:blank');
    await who.goto(`${world.origin}/application`);
    await who.sees('Register here');
  });

  journey('registration: form, mail, address proved with the password, and in', async (who) => {
    const email = somebody();
    const sent = world.mail.mails.length;
    await who.press('Register here');
    await who.fill('Name', 'Dora Duck');
    await who.fill('Email', email);
    await who.fill('Password', PASSWORD);
    await who.press('Register');
    await who.sees('Check your email');
    assert.equal(await world.gateway.accounts.find(email), null);
    await openMail(who, email, sent);
    await who.fill('Password', PASSWORD);
    await who.press('Confirm and sign in');
    await inside(who);
    assert(!(await who.address()).includes('token'));
    assert.equal((await world.gateway.accounts.find(email))?.name, 'Dora Duck');
  });

  journey('a forgotten password: mail, new password, in with it', async (who) => {
    const email = somebody();
    await world.gateway.accounts.create({ email, name: 'Erik', password: 'forgotten password' });
    const sent = world.mail.mails.length;
    await who.press('Forgot your password?');
    await who.sees('Reset your password');
    await who.fill('Email', email);
    await who.press('Send the link');
    await who.sees('Check your email');
    await openMail(who, email, sent);
    await who.fill('New password', PASSWORD);
    await who.press('Set the password');
    await who.sees('Your new password is set.');
    await who.fill('Password', PASSWORD);
    await who.press('Sign in');
    await inside(who);
  });

  journey('sign-in by the link of a mail, once', async (who) => {
    const email = somebody();
    await world.gateway.accounts.create({ email, name: 'Fay', password: PASSWORD });
    const sent = world.mail.mails.length;
    await askMail(who, email);
    const link = linkOf(await world.mail.next(email, sent));
    await who.goto('about:blank');
    await who.goto(link);
    await who.press(`Sign in as ${email}`);
    await inside(who);
    await who.press('Sign out');
    await who.sees('You have signed out');
    await who.goto('about:blank');
    await who.goto(link);
    await who.sees('This link does not work any more');
  });

  journey('sign-in by the code of a mail', async (who) => {
    const email = somebody();
    await world.gateway.accounts.create({ email, name: 'Gus', password: PASSWORD });
    const sent = world.mail.mails.length;
    await askMail(who, email);
    const code = /\b(\d{4} \d{4})\b/.exec((await world.mail.next(email, sent)).text)?.[1] ?? assert.fail('There is no code in the mail.');
    await who.fill('Code', code);
    await who.press('Sign in');
    await inside(who);
  });

  async function askMail(who: Person, email: string): Promise<void> {
    await who.press('Email me a link or a code');
    await who.sees('Sign in by email');
    await who.fill('Email', email);
    await who.press('Email me a link or a code');
    await who.sees('Check your email');
  }

  journey('an invitation: mail, password, in', async (who) => {
    const email = somebody();
    const sent = world.mail.mails.length;
    await world.gateway.invitations.send({ email, name: 'Hana' });
    await openMail(who, email, sent);
    await who.sees('Welcome, Hana');
    await who.fill('New password', PASSWORD);
    await who.press('Open my access');
    await inside(who);
    assert.deepEqual((await world.gateway.invitations.list()).filter((each) => each.email === email).map(({ state }) => state), ['accepted']);
  });

  journey('a preview: read-only as the customer, marked, and logged', async (who) => {
    const { url } = await world.gateway.previews.link({ agent: 'Sam of support', customer: 'alice@acme.example' });
    await who.goto('about:blank');
    await who.goto(url);
    await who.press('Open the portal as alice@acme.example, read-only');
    await who.sees('Sam of support');
    await who.sees('Tickets');
    assert(!(await who.reads()).includes('Submit a support ticket'));
    assert.equal((await world.gateway.previews.list({ customer: 'alice@acme.example' }))[0]?.agent, 'Sam of support');
  });
}
