import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'portico-demo-'));
after(() => { rmSync(folder, { recursive: true, force: true }); });

/** Starts the demo and waits for its end. */
async function start(PORT: string, PORTICO_DATA: string): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('server.ts', import.meta.url))], {
    env: { ...process.env, PORT, PORTICO_DATA }, stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { code, said };
}

test('a port that is taken is told in one line, before anything is written', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  assert(typeof address === 'object' && address !== null);
  const data = join(folder, 'taken');
  try {
    const { code, said } = await start(String(address.port), data);
    assert.equal(said, `Port ${String(address.port)} is taken; choose another with PORT.\n`);
    assert.equal(code, 1);
    assert(!existsSync(data));
  } finally {
    taken.close();
  }
});

test('a PORT that is no port is told in one line', async () => {
  const { code, said } = await start('abc', join(folder, 'no-port'));
  assert.equal(said, 'PORT must be a number from 0 to 65535, not "abc".\n');
  assert.equal(code, 1);
});
