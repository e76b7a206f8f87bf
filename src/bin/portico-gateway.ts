#!/usr/bin/env node
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { createGateway, type Gateway } from '../gateway/index.ts';
import { ConfigurationError, readConfiguration, type Configuration } from './configuration.ts';
import { serve } from './serve.ts';

const HELP = `portico-gateway: the server's side of a Portico customer portal

Usage
  portico-gateway [--config FILE]                  starts the gateway
  portico-gateway --check [--config FILE]          checks configuration, database and backend, and ends
  portico-gateway create-account   --email ADDRESS --name NAME
  portico-gateway set-password     --email ADDRESS
  portico-gateway disable-account  --email ADDRESS
  portico-gateway enable-account   --email ADDRESS

Options
  --config FILE   JSON, or a .mjs or .ts file with a default export; default portico.config.json
  --help          this text

Environment
  PORTICO_SECRET     at least 32 random characters: openssl rand -base64 32
  PORTICO_DATABASE   a connection string for PostgreSQL, instead of "database" in the file
  PORTICO_PASSWORD   the password for create-account and set-password; asked for where it is not set
  PORT               the port to listen on, instead of "port" in the file

Exit codes: 0 all well, 1 something failed, 2 wrong configuration or usage
`;

class UsageError extends Error { override readonly name = 'UsageError'; }

interface Arguments { readonly email?: string | undefined; readonly name?: string | undefined }

const account = ({ email }: Arguments): string => {
  if (email === undefined) throw new UsageError('--email is missing.');
  return email;
};

/** The password never stands in the arguments: every user of the machine can read those. */
async function password(): Promise<string> {
  const { PORTICO_PASSWORD } = process.env;
  if (PORTICO_PASSWORD !== undefined) return PORTICO_PASSWORD;
  process.stderr.write('Password: ');
  // What is typed is echoed into nowhere.
  const lines = createInterface({ input: process.stdin, output: new Writable({ write: (_chunk, _encoding, done) => { done(); } }), terminal: process.stdin.isTTY });
  const ended = once(lines, 'close').then(() => { throw new UsageError('No password was given. Type it, or set PORTICO_PASSWORD.'); });
  try {
    return await Promise.race([lines.question(''), ended]);
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

const COMMANDS: Readonly<Record<string, (gateway: Gateway, given: Arguments) => Promise<string>>> = {
  'create-account': async ({ accounts }, given) => {
    const { email } = await accounts.create({ email: account(given), name: given.name ?? account(given), password: await password() });
    return `Created the account ${email}.`;
  },
  'set-password': async ({ accounts }, given) => {
    await accounts.setPassword(account(given), await password());
    return 'Changed the password; all sessions of the account have ended.';
  },
  'disable-account': async ({ accounts }, given) => {
    await accounts.disable(account(given));
    return 'Disabled the account; its sessions have ended.';
  },
  'enable-account': async ({ accounts }, given) => {
    await accounts.enable(account(given));
    return 'Enabled the account.';
  },
};

/** The oldest Node that has what the gateway needs (SQLite, and .ts files as configuration); "engines" in package.json says the same. */
const OLDEST_NODE = '22.18';

function checkNode(): void {
  const { node } = process.versions;
  if (node.localeCompare(OLDEST_NODE, 'en', { numeric: true }) < 0) throw new UsageError(`The gateway needs Node ${OLDEST_NODE} or later; this is Node ${node}.`);
}

async function main(): Promise<void> {
  checkNode();
  const { values, positionals } = parseArguments();
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const [command] = positionals;
  if (positionals.length > 1 || (command !== undefined && !Object.hasOwn(COMMANDS, command))) throw new UsageError(`There is no command "${positionals.join(' ')}".`);
  const configuration = await readConfiguration(values.config, process.env);
  const gateway = createGateway(configuration.options);
  const run = command === undefined ? undefined : COMMANDS[command];
  if (run === undefined && !values.check) {
    await start(gateway, configuration);
    return;
  }
  try {
    await gateway.ready();
    if (run === undefined) await configuration.options.backend.check?.(AbortSignal.timeout(10_000));
    console.log(run === undefined ? 'Configuration, database and backend are in order.' : await run(gateway, values));
  } finally {
    await gateway.close();
    await configuration.options.backend.close?.();
  }
}

function parseArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        config: { type: 'string', default: 'portico.config.json' }, check: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
        email: { type: 'string' }, name: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Serves until the platform asks to end; then requests under way are finished first. */
async function start(gateway: Gateway, { host, port, options: { backend, baseURL } }: Configuration): Promise<void> {
  await gateway.ready();
  const server = await serve(gateway, host, port);
  console.log(`Portico gateway for ${baseURL} listens on ${server.url} (backend: ${backend.name})`);
  const end = async (): Promise<void> => {
    await server.stop();
    await gateway.close();
    await backend.close?.();
  };
  let ending: Promise<void> | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (ending !== undefined) process.exit(1); // asked twice: at once
      ending = end().then(() => process.exit(0), fail);
    });
  }
}

/** An error and its causes, each in a line; what a database says holds its address, but no password. */
function messagesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const nested = error instanceof AggregateError ? error.errors[0] as unknown : error.cause;
  return [...error.message === '' ? [] : [error.message], ...messagesOf(nested)];
}

function fail(error: unknown): void {
  if (error instanceof ConfigurationError) {
    console.error(`The configuration cannot be used:\n${error.problems.map((problem) => `  ${problem}`).join('\n')}`);
    process.exit(2);
  }
  if (error instanceof UsageError) {
    console.error(`${error.message}\nSee portico-gateway --help.`);
    process.exit(2);
  }
  console.error(messagesOf(error).join('\n  because: '));
  process.exit(1);
}

await main().catch(fail);
