import { spawn } from 'node:child_process';

/** Where a command runs, and with what. */
export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input. */
  readonly input?: string;
}

/** Runs a command to its end and answers what it printed. @throws Error with the command and the end of what it said, where it fails or is not there */
export async function run(command: string, args: readonly string[], { cwd, env, input = '' }: RunOptions = {}): Promise<string> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env } });
  let [output, said] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text; said += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  // A command that does not read its input closes it early, which is no failure of its own.
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => { reject(new Error(`${command} cannot be run: ${cause.message}`, { cause })); });
    child.once('close', resolve);
  });
  if (code === 0) return output;
  throw new Error(`${[command, ...args].join(' ').slice(0, 300)} failed (${String(code)}):\n${said.trim().split('\n').slice(-15).join('\n')}`);
}
