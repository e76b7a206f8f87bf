import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { isPortalError, type PortalSettingsInput, type SettingsProblem } from '../contract/index.ts';
import type { Gateway } from '../gateway/index.ts';

/** A command line that cannot be understood. */
export class UsageError extends Error { override readonly name = 'UsageError'; }

/** What a command may be given. */
export type Arguments = { readonly [Name in 'email' | 'name' | 'language' | 'group' | 'member' | 'agent' | 'customer' | 'file' | 'comment' | 'version']?: string | undefined };

const needed = (given: Arguments, name: keyof Arguments): string => {
  const { [name]: value } = given;
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
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

/** What the mail server did with invitations, if it is nothing. */
const late = async ({ invitations }: Gateway): Promise<string> =>
  await invitations.delayed() ? '\nThe mail server does not take mails at the moment; a running gateway sends them as soon as it does.' : '';

const lines = (rows: readonly (readonly string[])[], none: string): string => rows.length === 0 ? none : rows.map((row) => row.join('\t')).join('\n');

/** A document as a file has it. */
async function documentIn(given: Arguments): Promise<PortalSettingsInput> {
  const file = needed(given, 'file');
  const text = await readFile(file, 'utf8').catch((error: unknown) => { throw new UsageError(`${file} cannot be read: ${(error as Error).message}`); });
  try {
    return JSON.parse(text) as PortalSettingsInput;
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${(error as Error).message}`);
  }
}

/** What is wrong, a line each: how bad, what, where. */
const listed = (problems: readonly SettingsProblem[]): string[] => problems.map(({ severity, code, path, message }) => [severity, code, `${path || 'The document'} ${message}`].join('\t'));

/** A document that is refused says what is wrong in lines of its own. */
async function save({ settings }: Gateway, document: PortalSettingsInput, comment: string | undefined): Promise<string> {
  const saved = await settings.save(document, { comment }).catch((error: unknown) => {
    if (isPortalError(error, 'invalid-input')) return null;
    throw error;
  });
  if (saved === null) throw new Error(['The document is not saved:', ...listed(await settings.check(document))].join('\n'));
  return `Saved version ${saved.number}; it holds from the next request on.`;
}

/** The commands, and what each says when it is done. */
export const COMMANDS: Readonly<Record<string, (gateway: Gateway, given: Arguments) => Promise<string>>> = {
  'create-account': async ({ accounts }, given) => {
    const { email } = await accounts.create({ email: needed(given, 'email'), name: given.name ?? needed(given, 'email'), password: await password() });
    return `Created the account ${email}.`;
  },
  'set-password': async ({ accounts }, given) => {
    await accounts.setPassword(needed(given, 'email'), await password());
    return 'Changed the password; all sessions of the account have ended.';
  },
  'disable-account': async ({ accounts }, given) => {
    await accounts.disable(needed(given, 'email'));
    return 'Disabled the account; its sessions have ended.';
  },
  'enable-account': async ({ accounts }, given) => {
    await accounts.enable(needed(given, 'email'));
    return 'Enabled the account.';
  },
  'invite': async (gateway, given) => {
    const { email, group, name, language } = given;
    if ((email === undefined) === (group === undefined)) throw new UsageError('Name whom to invite: either --email or --group.');
    const invited = group === undefined ? [await gateway.invitations.send({ email: needed(given, 'email'), name, language })] : await gateway.invitations.sendToGroup(group, language);
    if (invited.length === 0) return 'Invited nobody: all addresses in the group have an account or an open invitation.';
    return lines(invited.map((invitation) => [`Invited ${invitation.email}, until ${invitation.expires.toISOString()}.`]), '') + await late(gateway);
  },
  'invitations': async ({ invitations }) =>
    lines((await invitations.list()).map(({ state, email, name, expires }) => [state, email, `until ${expires.toISOString()}`, name]), 'Nobody has been invited.'),
  'withdraw-invitation': async ({ invitations }, given) => {
    await invitations.withdraw(needed(given, 'email'));
    return 'Withdrew the invitation; its link is worth nothing.';
  },
  'group-add': async ({ groups }, given) => {
    const { group, member } = await groups.add(needed(given, 'group'), needed(given, 'member'));
    return `${member} is in the group "${group}".`;
  },
  'group-remove': async ({ groups }, given) => {
    await groups.remove(needed(given, 'group'), needed(given, 'member'));
    return 'Removed the member; whoever is let in by nothing else is out at their next request.';
  },
  'groups': async ({ groups }, { group }) => lines((await groups.list(group)).map((entry) => [entry.group, entry.member]), 'There is nobody in any such group.'),
  'settings': async ({ settings }) => {
    const { document, problems } = await settings.get();
    for (const line of listed(problems)) console.error(line);
    return JSON.stringify(document, null, 2);
  },
  'settings-check': async ({ settings }, given) => {
    const problems = await settings.check(await documentIn(given));
    if (problems.length > 0) throw new Error(listed(problems).join('\n'));
    return 'Nothing is wrong with the document.';
  },
  'settings-save': async (gateway, given) => save(gateway, await documentIn(given), given.comment),
  'settings-versions': async ({ settings }) =>
    lines((await settings.versions()).map(({ number, saved, by, comment }) => [String(number), saved ?? '', by ?? '', comment]), 'Nothing has been saved yet.'),
  'settings-restore': async (gateway, given) => {
    const version = Number(needed(given, 'version'));
    if (!Number.isInteger(version) || version < 1) throw new UsageError('--version must be the number of a version; `settings-versions` lists them.');
    const { document } = await gateway.settings.version(version);
    return save(gateway, document as unknown as PortalSettingsInput, given.comment ?? `Version ${version} again`);
  },
  'preview': async ({ previews }, given) => {
    const { url, expires } = await previews.link({ agent: needed(given, 'agent'), customer: needed(given, 'customer') });
    return `${url}\nFor one use, until ${expires.toISOString()}. It ends the session of the browser that opens it.`;
  },
  'previews': async ({ previews }, { customer }) =>
    lines((await previews.list({ customer })).map((entry) => [entry.opened.toISOString(), entry.agent, entry.customer]), 'Nobody has looked at the portal as a customer.'),
};
