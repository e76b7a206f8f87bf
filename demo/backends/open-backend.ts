import { join } from 'node:path';
import type { TicketingBackend } from '../../src/contract/index.ts';
import type { PreviewLink } from '../agent/index.ts';

/** A ticketing system that the demo can stand in front of. */
export interface DemoBackend {
  readonly backend: TicketingBackend;
  /** What it is called in a sentence. */
  readonly label: string;
  readonly accounts: readonly { readonly name: string; readonly email: string; readonly password: string; readonly note: string }[];
  /** The support team's side, where the demo has to bring it. */
  readonly agentPage?: (previewLink: PreviewLink) => (request: Request) => Promise<Response>;
  /** Where the support team works, as a sentence for the terminal. */
  agentHint(origin: string): string;
  close(): Promise<void>;
}

/** Each backend is loaded when it is asked for. */
const backends: Readonly<Record<string, (dataFolder: string) => Promise<DemoBackend>>> = {
  desk: openDesk,
  'request-tracker': async (dataFolder) => (await import('./request-tracker/open.ts')).openRequestTracker(dataFolder),
};

/** Opens one by its name, with demo data in it. @throws Error that lists the names there are. */
export function openBackend(name: string, dataFolder: string): Promise<DemoBackend> {
  const open = Object.hasOwn(backends, name) ? backends[name] : undefined;
  if (open === undefined) throw new Error(`There is no backend "${name}". Choose one of: ${Object.keys(backends).join(', ')}.`);
  return open(dataFolder);
}

async function openDesk(dataFolder: string): Promise<DemoBackend> {
  const [{ desk }, { accounts, seedDesk }, { agentPage }] = await Promise.all([
    import('../../src/adapters/desk/index.ts'), import('../data/index.ts'), import('../agent/index.ts'),
  ]);
  const backend = await desk({ sqlite: join(dataFolder, 'desk.sqlite') });
  await seedDesk(backend);
  return {
    backend, accounts, label: 'the embedded desk',
    agentPage: (previewLink) => agentPage(backend, previewLink),
    agentHint: (origin) => `The support team’s side is at ${origin}/agent.`,
    close: () => backend.close(),
  };
}
