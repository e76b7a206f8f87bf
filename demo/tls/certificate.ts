import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A certificate for tests, as PEM, and the files that hold it. */
export interface Certificate {
  /** Of the authority that has signed it: what a client has to trust. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  readonly files: { readonly certificate: string; readonly key: string };
}

/** Makes an authority and a certificate of it, good for a few days, in a folder. @param names Host names and IPv4 addresses. */
export async function makeCertificate(folder: string, names: readonly string[]): Promise<Certificate> {
  const file = (name: string): string => join(folder, `${name}.pem`);
  const openssl = (name: string, ...more: string[]): void => {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '7', '-keyout', file(`${name}-key`), '-out', file(name), ...more],
      { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  openssl('authority', '-subj', '/CN=Portico tests');
  const alternatives = names.map((name) => `${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}`);
  openssl('certificate', '-subj', `/CN=${names[0] ?? ''}`, '-CA', file('authority'), '-CAkey', file('authority-key'),
    '-addext', `subjectAltName=${alternatives.join(',')}`, '-addext', 'basicConstraints=critical,CA:FALSE');
  const [authority, certificate, key] = await Promise.all(['authority', 'certificate', 'certificate-key'].map((name) => readFile(file(name), 'utf8')));
  return { authority: authority ?? '', certificate: certificate ?? '', key: key ?? '', files: { certificate: file('certificate'), key: file('certificate-key') } };
}
