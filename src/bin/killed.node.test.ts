import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { http, httpAccess } from '../adapters/http/index.ts';
import { isPortalError, validated } from '../contract/index.ts';

const COMMAND = fileURLToPath(new URL('portico-gateway.ts', import.meta.url));
const DESK = new URL('../adapters/desk/index.ts', import.meta.url).href;
const ORIGIN = 'http://127.0.0.1:8787';
const KILLS = 4;
const WRITES = 40;
const PASSWORD = 'correct horse battery';

describe('a gateway that is killed at random moments', () => {
  let folder: string;
  let child: ChildProcess;
  let listening: Promise<string>;
  let port = '0';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-killed-'));
    await writeFile(join(folder, 'backend.mjs'), `import { desk } from '${DESK}'; export default () => desk({ sqlite: ${JSON.stringify(join(folder, 'desk.db'))} });`);
    await writeFile(join(folder, 'portico.config.json'), JSON.stringify({ backend: './backend.mjs', baseURL: ORIGIN, database: { sqlite: 'portal.db' }, limits: { writesPerMinute: 100_000 } }));
  });
  after(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  const run = (args: readonly string[]): ChildProcess => spawn(process.execPath, [COMMAND, ...args], {
    cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env['PATH'], PORTICO_SECRET: 'a secret for tests that is long enough', PORTICO_PASSWORD: PASSWORD, PORT: port },
  });
  const start = (): void => {
    child = run([]);
    listening = new Promise((resolve, reject) => {
      let said = '';
      child.stdout!.on('data', (data: Buffer) => {
        said += data.toString();
        const url = /listens on (\S+)/.exec(said)?.[1];
        if (url !== undefined) resolve(url);
      });
      child.once('exit', () => { reject(new Error(`The gateway has ended: ${said}`)); });
    });
    listening.catch(() => undefined);
  };

  it('writes everything exactly once', async () => {
    assert.deepEqual(await once(run(['create-account', '--email', 'alice@example.com', '--name', 'Alice']), 'exit'), [0, null]);
    start();
    const gateway = await listening;
    port = new URL(gateway).port;

    let cookie = '';
    const send = async (request: Request): Promise<Response> => {
      const headers = new Headers(request.headers);
      headers.set('Origin', ORIGIN);
      headers.set('Cookie', cookie);
      const response = await fetch(new Request(request, { headers }));
      for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
      return response;
    };
    await httpAccess({ gateway, fetch: send }).signIn({ email: 'alice@example.com', password: PASSWORD }, { idempotencyKey: 'k' });
    const client = validated(http({ gateway, fetch: send }));
    /** As a patient customer would: again and again, with the same key. */
    const patiently = async <Answer>(attempt: () => Promise<Answer>): Promise<Answer> => {
      for (;;) {
        try {
          return await attempt();
        } catch (error) {
          if (!isPortalError(error, 'network') && !isPortalError(error, 'timeout') && !isPortalError(error, 'unavailable')) throw error;
          await listening.catch(() => undefined);
        }
      }
    };
    const [form] = (await client.listForms({}, {})).items;
    const { fields } = await client.getForm({ formId: form!.id }, {});
    const values = Object.fromEntries(fields.filter(({ required }) => required).map(({ id, options }) => [id, options?.[0]?.value ?? `A value for ${id}`]));
    const ticket = await client.createTicket({ formId: form!.id, values }, { idempotencyKey: crypto.randomUUID() });

    const state = { writing: true };
    let kills = 0;
    const killer = (async () => {
      while (state.writing && kills < KILLS) {
        await listening;
        await new Promise((resolve) => { setTimeout(resolve, 40 + Math.random() * 200); });
        const dead = once(child, 'exit');
        child.kill('SIGKILL');
        await dead;
        kills += 1;
        start();
      }
    })();
    for (let index = 0; index < WRITES; index++) {
      const context = { idempotencyKey: crypto.randomUUID() };
      const files = index % 8 === 0 ? [new File([`file ${String(index)}`], `${String(index)}.txt`, { type: 'text/plain' })] : [];
      await patiently(() => client.reply({ ticketId: ticket.id, text: `write ${String(index)}`, files }, context));
    }
    state.writing = false;
    await killer;
    await listening;
    const { items } = await patiently(() => client.listMessages({ ticketId: ticket.id, limit: 100 }, {}));
    const written = items.map(({ text, attachments }) => `${text ?? ''} ${String(attachments.length)}`).filter((text) => text.startsWith('write')).reverse();
    assert.deepEqual(written, Array.from({ length: WRITES }, (_, index) => `write ${String(index)} ${index % 8 === 0 ? '1' : '0'}`));
    assert(kills > 0, 'it was never killed');
    console.log(`${String(WRITES)} writes, ${String(kills)} kills: each is there once`);
  });
});
