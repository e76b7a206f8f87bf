import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startMailServer } from '../gateway/mail/helpers.node.test.ts';

const COMMAND = fileURLToPath(new URL('portico-gateway.ts', import.meta.url));
const MEMORY = new URL('../adapters/memory/index.ts', import.meta.url).href;
const ENVIRONMENT = { PATH: process.env['PATH'], PORTICO_SECRET: 'a secret for tests that is long enough' };

describe('portico-gateway', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-bin-'));
    await writeFile(join(folder, 'backend.mjs'), `
      import { memory, sampleData } from '${MEMORY}';
      const backend = memory({ data: sampleData(), delay: Number(process.env.DELAY ?? 0) });
      export default () => ({ ...backend, adapterFor(...args) { console.log('asked'); return backend.adapterFor(...args); } });`);
  });
  after(() => rm(folder, { recursive: true }));

  const config = async (name: string, content: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const good = { backend: './backend.mjs', baseURL: 'http://127.0.0.1:8787', port: 0, database: { sqlite: 'portal.db' }, origins: ['http://127.0.0.1:9000'] };

  const start = (args: readonly string[], environment: Record<string, string | undefined> = ENVIRONMENT): ChildProcess & { said: string } => {
    const child = Object.assign(spawn(process.execPath, [COMMAND, ...args], { env: environment, stdio: 'pipe', cwd: folder }), { said: '' });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => { child.said += data.toString(); });
    return child;
  };
  const run = async (args: readonly string[], environment?: Record<string, string | undefined>): Promise<{ code: number; said: string }> => {
    const child = start(args, environment);
    const [code] = await once(child, 'close') as [number];
    return { code, said: child.said };
  };
  const says = async (child: ReturnType<typeof start>, what: RegExp): Promise<string> => {
    for (;;) {
      const found = what.exec(child.said);
      if (found !== null) return found[1] ?? '';
      if (child.exitCode !== null) throw new Error(child.said);
      await Promise.race([once(child.stdout!, 'data'), once(child, 'close')]);
    }
  };
  const send = (url: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> => fetch(url + path, {
    headers: { Origin: 'http://127.0.0.1:9000', 'Content-Type': 'application/json', ...headers }, ...body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  });

  it('names a port that is taken, and where to choose another', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    try {
      assert.deepEqual(await run(['--config', await config('taken.json', { ...good, port })]), { code: 1, said: `Port ${String(port)} of 127.0.0.1 is taken; choose another with PORT, or with "port" in the configuration.\n` });
    } finally {
      taken.close();
    }
  });

  it('tells line by line what is wrong with a configuration, and what to do', async () => {
    const path = await config('bad.json', {
      backend: '', baseURL: 'http://support.example.com', origins: ['https://www.example.com/help'], port: 'x', database: {}, sesion: {}, limits: { fileBytes: -1 },
    });
    const { code, said } = await run(['--config', path], { PATH: ENVIRONMENT.PATH });
    assert.equal(code, 2, said);
    for (const line of [
      /^ {2}backend: must name a module/m, /^ {2}baseURL: must be an https address/m, /^ {2}origins\.0: must be an origin.*without a path/m, /^ {2}port: must be a whole number/m,
      /^ {2}secret: is missing\. Set the environment variable PORTICO_SECRET/m, /^ {2}database: must be/m, /^ {2}limits\.fileBytes: /m, /^ {2}sesion: is not known/m,
    ]) assert.match(said, line);
    assert.doesNotMatch(said, /^\s+at /m, 'no stack');
  });

  it('tells what of a configuration does not fit together, without its secrets', async () => {
    const { code, said } = await run(['--config', await config('unfit.json', { ...good, access: { registration: true } })]);
    assert.equal(code, 2, said);
    assert.match(said, /^ {2}`access\.registration` needs `mail`/m);
    const smtp = await run(['--config', await config('smtp.json', { ...good, mail: { from: 'support@portal.example' }, access: { portalURL: 'http://127.0.0.1:9000/' } })], { ...ENVIRONMENT, PORTICO_SMTP: 'https://user:hunter2@127.0.0.1' });
    assert.equal(smtp.code, 2, smtp.said);
    assert.match(smtp.said, /^ {2}`mail\.smtp` must be the address of a mail server/m);
    assert.doesNotMatch(said + smtp.said, /hunter2|^\s+at /m);
  });

  it('says so when the file or the backend cannot be had', async () => {
    const missing = await run(['--config', 'nowhere.json']);
    assert.deepEqual([missing.code, /nowhere\.json: there is no such file/.test(missing.said)], [2, true]);
    const broken = await run(['--config', await config('broken.json', '{ "backend": ')]);
    assert.deepEqual([broken.code, /broken\.json: cannot be read/.test(broken.said)], [2, true], broken.said);
    const none = await run(['--config', await config('none.json', { ...good, backend: './none.mjs' })]);
    assert.deepEqual([none.code, /backend: .*cannot be loaded/.test(none.said)], [2, true], none.said);
    await writeFile(join(folder, 'empty.mjs'), 'export default 1;');
    const empty = await run(['--config', await config('empty.json', { ...good, backend: './empty.mjs' })]);
    assert.deepEqual([empty.code, /no ticketing backend/.test(empty.said)], [2, true], empty.said);
  });

  it('asks for a newer Node by its version instead of by what it lacks', async () => {
    const old = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;
    const { code, said } = await run(['--check'], { ...ENVIRONMENT, NODE_OPTIONS: `--import="${encodeURI(old)}"` });
    const { engines } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { engines: { node: string } };
    assert.match(said, new RegExp(`^The gateway needs Node ${engines.node.slice(2).replace('.', '\\.')} or later; this is Node 20\\.20\\.2\\.$`, 'm'));
    assert.equal(code, 2);
  });

  it('says so when nobody types a password', async () => {
    const child = start(['--config', await config('good.json', good), 'create-account', '--email', 'nobody@example.com', '--name', 'Nobody']);
    child.stdin!.end();
    const [code] = await once(child, 'close') as [number];
    assert.match(child.said, /^No password was given\. Type it, or set PORTICO_PASSWORD\.$/m);
    assert.equal(code, 2);
  });

  it('explains itself, and refuses commands that it does not know', async () => {
    const help = await run(['--help']);
    assert.deepEqual([help.code, /Usage/.test(help.said)], [0, true]);
    assert.equal((await run(['dance'])).code, 2);
    assert.equal((await run(['--dance'])).code, 2);
  });

  it('checks configuration, database and backend', async () => {
    const { code, said } = await run(['--check', '--config', await config('check.json', good)]);
    assert.deepEqual([code, /in order/.test(said)], [0, true], said);
    const down = await run(['--check', '--config', await config('down.json', { ...good, database: { postgres: 'postgres://portico:hunter2@127.0.0.1:1/x' } })]);
    assert.equal(down.code, 1, down.said);
    assert.match(down.said, /cannot open its database/);
    assert.doesNotMatch(down.said, /hunter2/);
  });

  it('invites somebody, whose mail has left when it ends', async () => {
    const server = await startMailServer();
    const file = await config('invite.json', { ...good, database: { sqlite: 'invite.db' }, mail: { from: 'Support <support@portal.example>' }, access: { portalURL: 'http://127.0.0.1:9000/support' } });
    const { code, said } = await run(['invite', '--email', 'Gus@globex.example', '--name', 'Gus', '--language', 'ko', '--config', file], { ...ENVIRONMENT, PORTICO_SMTP: server.url });
    await server.stop();
    assert.equal(code, 0, said);
    assert.match(said, /^Invited gus@globex\.example, until \d{4}-\S+\.$/m);
    assert.deepEqual(server.received.map(({ receivers, sender }) => [sender, ...receivers]), [['support@portal.example', 'gus@globex.example']]);
    assert.match(server.received[0]?.parts['text/plain'] ?? '', /http:\/\/127\.0\.0\.1:9000\/support#portal=invitation&token=[\w-]{43}/);
  });

  it('creates an account, serves it over a real socket, and lets requests finish when it is asked to end', async () => {
    const module = await config('portico.config.mjs', `export default { ...${JSON.stringify(good)}, scope: (customer) => customer.email === 'bob@acme.example' ? null : { views: ['mine'], filter: null } };`);
    for (const email of ['alice@acme.example', 'bob@acme.example']) {
      const created = await run(['create-account', '--email', email, '--name', 'A', '--config', module], { ...ENVIRONMENT, PORTICO_PASSWORD: 'correct horse battery' });
      assert.equal(created.code, 0, created.said);
    }
    const child = start(['--config', module], { ...ENVIRONMENT, DELAY: '400' });
    try {
      const url = await says(child, /listens on (\S+)/);
      assert.equal((await fetch(`${url}/health`)).status, 200);
      const cookieOf = async (email: string): Promise<string> => {
        const signIn = await send(url, '/v1/session', { email, password: 'correct horse battery' });
        assert.equal(signIn.status, 200, await signIn.text());
        const [cookie = ''] = signIn.headers.getSetCookie();
        assert.match(cookie, /^portico-\d+=.*HttpOnly/);
        return cookie.split(';')[0] ?? '';
      };
      const alice = await cookieOf('alice@acme.example');
      assert.equal((await send(url, '/v1/tickets', undefined, { Cookie: await cookieOf('bob@acme.example') })).status, 403, 'the scope of the configuration counts');
      const slow = send(url, '/v1/tickets', undefined, { Cookie: alice });
      await says(child, /asked/); // the request is under way
      child.kill('SIGTERM');
      const answer = await slow;
      assert.equal(answer.status, 200);
      assert(((await answer.json()) as { items: unknown[] }).items.length > 0);
      const [code] = await once(child, 'close') as [number];
      assert.equal(code, 0, child.said);
      assert.doesNotMatch(child.said, /correct horse|alice@|portico-\d+=/, 'the log holds no secret and no address');
    } finally {
      child.kill('SIGKILL');
    }
  });
});
