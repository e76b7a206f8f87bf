import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Certificate } from '../tls/certificate.ts';

/** What nginx is to stand in front of. */
export interface Balancing {
  /** An empty folder for its files. */
  readonly folder: string;
  readonly port: number;
  readonly certificate: Certificate;
  /** Ports of the gateways, at `/api`. */
  readonly gateways: readonly number[];
  /** Port of the website, at everything else. */
  readonly website: number;
}

/**
 * As an owner would write it: TLS, one gateway after the other, those that do not answer passed over. What was sent to a gateway that died of it is
 * not sent to another one by nginx: the page does that, with the same idempotency key.
 */
const configuration = ({ folder, port, certificate: { files }, gateways, website }: Balancing): string => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 512; }
http {
  access_log off;
  client_max_body_size 60m;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  upstream gateways {
    ${gateways.map((one) => `server 127.0.0.1:${String(one)} max_fails=1 fail_timeout=1s;`).join(' ')}
  }
  server {
    listen 127.0.0.1:${String(port)} ssl;
    ssl_certificate ${files.certificate};
    ssl_certificate_key ${files.key};
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_connect_timeout 2s;
    location /api/ {
      proxy_pass http://gateways;
      proxy_next_upstream error timeout;
      proxy_request_buffering off;
    }
    location / { proxy_pass http://127.0.0.1:${String(website)}; }
  }
}
`;

/** Starts nginx; answers what stops it. */
export async function startNginx(balancing: Balancing): Promise<() => Promise<void>> {
  const { folder, port } = balancing;
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(balancing));
  const child = spawn('nginx', ['-p', folder, '-c', file], { stdio: 'ignore', env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` } });
  const ended = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  while (!await answers(port)) {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${await readFile(join(folder, 'error.log'), 'utf8').catch(() => 'no log')}`);
  }
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => setTimeout(resolve, 20, false));
});
