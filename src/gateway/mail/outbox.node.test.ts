import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import type { PortalError } from '../../contract/index.ts';
import { LINK, order, outboxOver, startMailServer, type MailServer, type TestOutbox } from './helpers.node.test.ts';
import type { Mail, MailOption } from './mail-option.ts';

const FROM = 'Example Support <support@portal.example>';
const servers: MailServer[] = [];
const outboxes: TestOutbox[] = [];
const server = async (options?: Parameters<typeof startMailServer>[0]): Promise<MailServer> => {
  const started = await startMailServer(options);
  servers.push(started);
  return started;
};
const outbox = async (mail: MailOption | undefined, options?: Parameters<typeof outboxOver>[1]): Promise<TestOutbox> => {
  const opened = await outboxOver(mail, options);
  outboxes.push(opened);
  return opened;
};
const rows = (mails: TestOutbox): Promise<{ id: string; sealed: string; attempts: number }[]> => mails.db.selectFrom('portico_mail').select(['id', 'sealed', 'attempts']).execute();
afterEach(async () => {
  mock.timers.reset();
  for (const mails of outboxes.splice(0)) await mails.end();
  for (const started of servers.splice(0)) await started.stop();
});

describe('a mail', () => {
  it('arrives as text and as HTML, in the language that was asked for, and marked as written by a program', async () => {
    const sink = await server();
    const mails = await outbox({ from: FROM, smtp: sink.url });
    await mails.send(order({ language: 'ko-KR', name: '김하나' }));
    await mails.deliver();
    const [mail] = sink.received;
    assert(mail !== undefined && sink.received.length === 1);
    assert.deepEqual([mail.sender, mail.receivers], ['support@portal.example', ['alice@acme.example']]);
    assert.equal(mail.header('From'), FROM);
    assert.equal(mail.header('To'), 'alice@acme.example');
    assert.equal(mail.header('Subject'), 'Example Support 비밀번호 재설정');
    assert.equal(mail.header('Content-Language'), 'ko');
    assert.equal(mail.header('Auto-Submitted'), 'auto-generated');
    assert.equal(mail.header('X-Auto-Response-Suppress'), 'All');
    assert.match(mail.header('Message-ID') ?? '', /^<[0-9a-f-]{36}@support\.portal\.example>$/);
    assert.match(mail.header('Content-Type') ?? '', /^multipart\/alternative;/);
    assert.deepEqual(Object.keys(mail.parts), ['text/plain', 'text/html']);
    assert.match(mail.parts['text/plain'] ?? '', /^김하나님, 안녕하세요\./);
    assert((mail.parts['text/plain'] ?? '').includes(LINK));
    assert.match(mail.parts['text/html'] ?? '', /lang="ko"[^]*>새 비밀번호 설정<\/a>/);
    assert.deepEqual(mails.log, []);
  });

  it('goes to one receiver, whatever stands in the address', async () => {
    const sink = await server();
    const mails = await outbox({ from: FROM, smtp: sink.url });
    for (const to of [
      'a@acme.example\r\nBcc: b@acme.example', 'a@acme.example, b@acme.example', 'a@acme.example;b@acme.example', '<a@acme.example>', 'A <a@acme.example>', 'a@acme.example>\r\nRCPT TO:<b@acme.example',
      'a @acme.example', 'a@acme.example\0', '"a"@acme.example', 'a@b@acme.example', 'friends:a@acme.example', 'a@acme..example', 'a@[127.0.0.1]', '@acme.example', 'a@', '', `${'a'.repeat(250)}@acme.example`,
    ]) {
      await assert.rejects(mails.send(order({ to })), (error: PortalError) => error.code === 'invalid-input' && error.issues[0]?.path === 'email', to);
    }
    assert.deepEqual(await rows(mails), []);
  });

  it('has no header out of a name or the owner\'s words', async () => {
    const sink = await server();
    const mails = await outbox({ from: FROM, smtp: sink.url }, { name: 'Example\r\nBcc: c@acme.example', access: { mails: { reset: { en: { subject: '{name}\r\nBcc: d@acme.example', text: '{link}' } } } } });
    await mails.send(order({ name: 'Alice\r\nBcc: b@acme.example\r\n\r\nBuy!' }));
    await mails.send(order({ kind: 'invitation', name: 'Bob\nX-Evil: 1' }));
    await mails.deliver();
    assert.equal(sink.received.length, 2);
    for (const { header, receivers, raw } of sink.received) {
      assert.deepEqual(receivers, ['alice@acme.example']);
      assert.deepEqual([header('Bcc'), header('X-Evil')], [undefined, undefined]);
      assert.doesNotMatch(raw, /Buy!/);
    }
  });

  it('cannot be read in the database, and is gone from it once it is sent', async () => {
    const mails = await outbox({ from: FROM, send: () => Promise.reject(new Error('down')) });
    await mails.send(order({ code: '12345678' }));
    await mails.deliver();
    const [row, ...more] = await rows(mails);
    assert(row !== undefined && more.length === 0);
    const stored = JSON.stringify(row) + row.sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1')).join(' ');
    for (const secret of ['alice', 'Alice', 'abc', 'https:', '12345678', '1234 5678', 'password']) assert(!stored.includes(secret), secret);
    const working = await outbox({ from: FROM, send: () => Promise.resolve() });
    await working.send(order());
    await working.deliver();
    assert.deepEqual(await rows(working), []);
  });

  it('that was sealed with another secret, or changed, is not sent', async () => {
    let sent = 0;
    const mails = await outbox({ from: FROM, send: () => { sent += 1; return Promise.reject(new Error('down')); } });
    await mails.send(order());
    await mails.deliver();
    const { sealed } = (await rows(mails))[0]!;
    await mails.db.updateTable('portico_mail').set({ sealed: sealed.replace(/.(?=.{10}$)/, (letter) => (letter === 'A' ? 'B' : 'A')) }).execute();
    mails.wait(60);
    await mails.deliver();
    assert.equal(sent, 1);
    assert.match(mails.log[1]?.fault?.[0] ?? '', /^MailFault UNREADABLE/);
  });

  it('cannot be ordered where the owner has no mail server', async () => {
    const mails = await outbox(undefined);
    assert.equal(mails.enabled, false);
    await assert.rejects(mails.send(order()), (error: PortalError) => error.code === 'unsupported');
    assert.equal(await mails.delayed(), false);
    await mails.deliver();
  });

  it('needs options that can be right, told without the password in them', async () => {
    for (const mail of [
      { from: 'Support', smtp: 'smtp://localhost' }, { from: 'A <a@b.example>\r\nBcc: x@y.example', smtp: 'smtp://localhost' }, { from: 'a@b.example, c@d.example', smtp: 'smtp://localhost' },
      { from: FROM, smtp: 'localhost:25' }, { from: FROM, smtp: 'https://user:geheim@mail.example' },
    ]) await assert.rejects(outbox(mail), ({ message }: Error) => message.includes('`mail.') && !message.includes('geheim'), JSON.stringify(mail));
  });
});

describe('a mail server that is down', () => {
  it('is told, and each mail is sent once when it is back', async () => {
    const gone = await server();
    await gone.stop();
    const mails = await outbox({ from: FROM, smtp: gone.url });
    assert.equal(await mails.delayed(), false);
    await mails.send(order());
    await mails.send(order({ to: 'bob@acme.example' }));
    await mails.deliver();
    assert.equal(await mails.delayed(), true);
    assert.deepEqual(mails.log.map(({ level, event, operation, code }) => [level, event, operation, code]), Array<string[]>(2).fill(['warn', 'background', 'mail', 'delayed']));
    assert.match(mails.log[0]?.fault?.[0] ?? '', /^Error E(SOCKET|CONNECTION)$/);
    assert.doesNotMatch(JSON.stringify(mails.log), /acme|Alice|token|password/);

    const back = await server({ port: Number(new URL(gone.url).port) });
    await mails.deliver();
    assert.equal(back.received.length, 0, 'it is not asked again at once');
    mails.wait(10);
    for (let times = 0; times < 3; times += 1) await mails.deliver();
    assert.deepEqual(back.received.flatMap(({ receivers }) => receivers).sort(), ['alice@acme.example', 'bob@acme.example']);
    assert.equal(await mails.delayed(), false);
  });

  it('or wants another password, is told too', async () => {
    const sink = await server({ password: 'right' });
    const mails = await outbox({ from: FROM, smtp: sink.url.replace('//', '//portal:wrong@') });
    await mails.send(order());
    await mails.deliver();
    assert.equal(await mails.delayed(), true);
    assert.equal(mails.log[0]?.fault?.[0], 'Error EAUTH');
    assert.doesNotMatch(JSON.stringify(mails.log), /bob|Wrong|wrong/);
    const working = await outbox({ from: FROM, smtp: sink.url.replace('//', '//portal:right@') });
    await working.send(order());
    await working.deliver();
    assert.equal(sink.received.length, 1);
  });

  it('is tried less and less often, until nobody wants the mail any more', async () => {
    const tries: number[] = [];
    let second = 0;
    const ids = new Set<string>();
    const mails = await outbox({ from: FROM, send: ({ id }) => { tries.push(second); ids.add(id); return Promise.reject(new Error('down')); } });
    await mails.send(order({ minutes: 120 }));
    await mails.deliver();
    for (const moment of [0, 9, 10, 39, 40, 159, 160, 759, 760, 2559, 2560, 4359, 4360, 6159, 6160, 7199, 7200, 7960, 9000]) {
      mails.wait(moment - second);
      second = moment;
      await mails.deliver();
    }
    assert.deepEqual(tries, [0, 10, 40, 160, 760, 2560, 4360, 6160]);
    assert.equal(ids.size, 1, 'always under the same Message-ID');
    assert.equal(await mails.delayed(), false);
  });

  it('gets all that waited for it soon after it works again', async () => {
    let up = false;
    const sent: string[] = [];
    const mails = await outbox({ from: FROM, async send({ to }) { if (up) sent.push(to); else throw new Error('down'); } });
    await mails.send(order());
    for (let times = 0; times < 4; times += 1) {
      await mails.deliver();
      mails.wait(125);
    }
    up = true;
    await mails.send(order({ to: 'bob@acme.example' }));
    await mails.deliver();
    assert.deepEqual(sent, ['bob@acme.example']);
    assert.equal(await mails.delayed(), false);
    mails.wait(10);
    await mails.deliver();
    assert.deepEqual(sent, ['bob@acme.example', 'alice@acme.example']);
  });

  it('that gets stuck at one mail gets the others that waited', { timeout: 30_000 }, async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    let up = false;
    const sent = new Set<string>();
    const { promise: stuck, resolve: free } = Promise.withResolvers<undefined>();
    const mails = await outbox({ from: FROM, async send({ to }) { if (!up) throw new Error('down'); sent.add(to); if (sent.size === 1) await stuck; } });
    for (let number = 0; number < 4; number += 1) await mails.send(order({ to: `person${String(number)}@acme.example` }));
    await mails.deliver();
    up = true;
    mails.wait(10);
    const delivered = mails.deliver();
    while (sent.size < 4) await new Promise(setImmediate);
    free(undefined);
    await delivered;
  });

  it('is tried again without being asked to', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { promise: arrived, resolve } = Promise.withResolvers<Mail>();
    let tries = 0;
    const mails = await outbox({ from: FROM, async send(mail) { tries += 1; if (tries === 1) throw new Error('down'); resolve(mail); } });
    await mails.send(order());
    await mails.deliver();
    mails.wait(10);
    mock.timers.tick(10_000);
    assert.equal((await arrived).to, 'alice@acme.example');
  });
});

describe('a receiver whom the mail server refuses', () => {
  it('for good, is given up', async () => {
    const sink = await server({ refuse: (receiver) => (receiver.startsWith('nobody') ? 550 : undefined) });
    const mails = await outbox({ from: FROM, smtp: sink.url });
    await mails.send(order({ to: 'nobody@acme.example' }));
    await mails.deliver();
    assert.deepEqual(await rows(mails), []);
    assert.deepEqual(mails.log.map(({ code, fault }) => [code, fault?.[0]]), [['refused', 'MailFault EENVELOPE_550']]);
    assert.doesNotMatch(JSON.stringify(mails.log), /acme|nobody/);
    assert.equal(await mails.delayed(), false);
  });

  it('for now, is tried again, and nobody else is told that mails are late', async () => {
    let busy = true;
    const sink = await server({ refuse: () => (busy ? 450 : undefined) });
    const mails = await outbox({ from: FROM, smtp: sink.url });
    await mails.send(order());
    await mails.deliver();
    assert.deepEqual(mails.log.map(({ code, fault }) => [code, fault?.[0]]), [['delayed', 'MailFault EENVELOPE_450']]);
    assert.equal(await mails.delayed(), false);
    busy = false;
    mails.wait(10);
    await mails.deliver();
    assert.equal(sink.received.length, 1);
  });
});

describe('a code', () => {
  it('waits neither behind a mail that gets stuck nor behind invitations', async () => {
    const sent: string[] = [];
    const { promise: stuck, resolve: free } = Promise.withResolvers<undefined>();
    const { promise: slow, resolve: goOn } = Promise.withResolvers<undefined>();
    const mails = await outbox({ from: FROM, async send({ to }) { sent.push(to); await (to.startsWith('stuck') ? stuck : slow); } });
    await mails.send(order({ to: 'stuck@acme.example' }));
    for (let number = 0; number < 5; number += 1) await mails.send(order({ kind: 'invitation', to: `guest${String(number)}@acme.example`, minutes: 14 * 1440 }));
    await mails.send(order({ kind: 'sign-in', code: '12345678', minutes: 10 }));
    const delivered = mails.deliver();
    goOn(undefined);
    while (sent.length < 7) await new Promise(setImmediate);
    free(undefined);
    await delivered;
    assert(sent.indexOf('alice@acme.example') < sent.indexOf('guest2@acme.example'), sent.join());
    assert.equal(new Set(sent).size, 7);
  });

  it('that nobody wants any more is not sent', async () => {
    let up = false;
    let sent = 0;
    const mails = await outbox({ from: FROM, async send() { if (!up) throw new Error('down'); sent += 1; } });
    await mails.send(order({ kind: 'sign-in', code: '12345678', minutes: 10 }));
    await mails.deliver();
    up = true;
    mails.wait(600);
    await mails.deliver();
    assert.equal(sent, 0);
  });
});

describe('the end of an outbox', () => {
  it('lets what is being sent end, and begins nothing more', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const { promise: taken, resolve: take } = Promise.withResolvers<undefined>();
    const mails = await outboxOver({ from: FROM, async send() { begin(undefined); await taken; } });
    await mails.send(order());
    await begun;
    const ended = mails.close();
    await mails.send(order({ to: 'bob@acme.example' }));
    take(undefined);
    await ended;
    assert.equal((await rows(mails)).length, 1);
    await mails.end();
  });

  it('does not wait for a mail server that never answers; the mail stays', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const mails = await outboxOver({ from: FROM, send: () => { begin(undefined); return new Promise(() => undefined); } });
    await mails.send(order());
    await begun;
    const ended = mails.close();
    mock.timers.tick(5_000);
    await ended;
    assert.deepEqual((await rows(mails)).map(({ attempts }) => attempts), [1]);
    await mails.end();
  });
});
