import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

test('what npm started ends with npm, also by SIGTERM', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-install-'));
  const install = new URL('install.mjs', import.meta.url).href;
  writeFileSync(join(folder, 'package.json'), '{ "scripts": { "start": "node start.mjs" } }');
  writeFileSync(join(folder, 'start.mjs'), `
    import { runNode } from '${install}';
    await runNode(['--eval', "console.log('up ' + process.pid); setInterval(() => {}, 1000)"]);`);
  const npm = spawn('npm', ['start'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  let pid;
  try {
    // The pipe stays open until the last of the family is gone.
    const closed = once(npm.stdout, 'close');
    for await (const chunk of npm.stdout.iterator({ destroyOnReturn: false })) {
      pid = Number(/up (\d+)/.exec(String(chunk))?.[1]) || undefined;
      if (pid) break;
    }
    npm.kill('SIGTERM');
    npm.stdout.resume();
    await closed;
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    pid = undefined;
  } finally {
    if (pid) process.kill(pid);
    rmSync(folder, { recursive: true, force: true });
  }
});
