#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { createGateway, type Gateway } from '../gateway/index.ts';
import { COMMANDS, UsageError } from './commands.ts';
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
  portico-gateway invite           --email ADDRESS [--name NAME] [--language TAG]
  portico-gateway invite           --group GROUP [--language TAG]
  portico-gateway invitations                      lists who was invited, until when, and what came of it
  portico-gateway withdraw-invitation --email ADDRESS
  portico-gateway group-add        --group GROUP --member ADDRESS|@DOMAIN
  portico-gateway group-remove     --group GROUP --member ADDRESS|@DOMAIN
  portico-gateway groups           [--group GROUP]
  portico-gateway preview          --agent NAME --customer ADDRESS
  portico-gateway previews         [--customer ADDRESS]
  portico-gateway settings                         prints the owner's settings, and what is wrong with them
  portico-gateway settings-check   --file FILE     says what is wrong with a document, and what is missing
  portico-gateway settings-save    --file FILE [--comment TEXT]
  portico-gateway settings-versions                lists who saved what when
  portico-gateway settings-restore --version NUMBER [--comment TEXT]

An invitation lets its person set a password by the link of a mail, if "access.admit" lets them in; sent again, the older link dies.
A group is there for "access.admit", as long as it has members.
Settings are one JSON document; each saving is a version, none is lost, and it holds from the next request on. Whom "owners" names may change them in the portal.
Where the configuration names a file in "settings", they are changed there.

Options
  --config FILE   JSON, or a .mjs or .ts file with a default export; default portico.config.json
  --help          this text

Environment
  PORTICO_SECRET     at least 32 random characters: openssl rand -base64 32
  PORTICO_DATABASE   a connection string for PostgreSQL, instead of "database" in the file
  PORTICO_SMTP       the mail server, such as smtps://user:password@mail.example.com, instead of "mail.smtp" in the file
  PORTICO_PASSWORD   the password for create-account and set-password; asked for where it is not set
  PORT               the port to listen on, instead of "port" in the file

Exit codes: 0 all well, 1 something failed, 2 wrong configuration or usage
`;

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
  const gateway = gatewayOf(configuration);
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

/** What does not fit together is wrong in the configuration as well. */
function gatewayOf({ options }: Configuration): Gateway {
  try {
    return createGateway(options);
  } catch (error) {
    throw new ConfigurationError([(error as Error).message.replace(/^createGateway: /, '')]);
  }
}

function parseArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        config: { type: 'string', default: 'portico.config.json' }, check: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
        email: { type: 'string' }, name: { type: 'string' }, language: { type: 'string' }, group: { type: 'string' }, member: { type: 'string' },
        agent: { type: 'string' }, customer: { type: 'string' }, file: { type: 'string' }, comment: { type: 'string' }, version: { type: 'string' },
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
