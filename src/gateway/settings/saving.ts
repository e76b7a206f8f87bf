import { PortalError, type PortalSettings, type SettingsProblem } from '../../contract/index.ts';
import { askBackend, checkDocument, refused, type Checked } from './check-settings.ts';
import type { SettingsNow } from './current-settings.ts';
import type { SettingsServices } from './settings-services.ts';

/** Something to save. */
export interface Saving {
  readonly document: unknown;
  /** The newest version when it was made; left out, the newest one. */
  readonly base?: number | undefined;
  readonly comment: string;
  /** The address of who saves; null on the command line. */
  readonly by: string | null;
  /** May they change who edits? */
  readonly mayAppoint: boolean;
}

/** Saves a document as the next version. @returns what holds then @throws PortalError `conflict` where another version has been saved meanwhile, `invalid-input`, `forbidden`, `unsupported` */
export async function save(services: SettingsServices, saving: Saving, signal?: AbortSignal): Promise<SettingsNow> {
  const { current, store, settings: { clock } } = services;
  const { document, comment, by } = saving;
  if (current.kept === 'file') throw new PortalError('unsupported', 'These settings are kept in a file; change them there.');
  const now = await current.refresh();
  const isDone = async (): Promise<boolean> => {
    const newest = await store.upTo(await store.newest());
    return newest?.text === JSON.stringify(document) && newest.by === by && newest.comment === comment;
  };
  if (saving.base !== undefined && saving.base !== now.newest) {
    // Sent again because its answer was lost.
    if (await isDone()) return now;
    throw conflict();
  }
  await check(services, saving, now, signal);
  const number = now.newest + 1;
  if (!await store.add({ number, text: JSON.stringify(document), saved: clock(), by, comment }) && !await isDone()) throw conflict();
  return current.refresh();
}

const conflict = (): PortalError => new PortalError('conflict', 'Another version has been saved meanwhile; load it, and save again.');

async function check(services: SettingsServices, { document: written, mayAppoint }: Saving, now: SettingsNow, signal: AbortSignal | undefined): Promise<void> {
  const offer = await askBackend(services, signal);
  const { document, problems } = await checkDocument(services, written, offer, signal);
  if (document === undefined) throw refused(problems);
  if (!mayAppoint && !isSame(document.editors, now.document.editors)) {
    throw new PortalError('forbidden', 'Only owners may change who edits the settings.', { issues: [{ path: 'editors', code: 'invalid' }] });
  }
  const missing = document.enabled ? problems.filter(({ severity }) => severity === 'required') : [];
  const before = await checkDocument(services, now.document, offer, signal);
  const wrong = [...missing, ...newlyBroken(problems, before)];
  if (wrong.length > 0) throw refused(wrong);
  if (offer === null && !isSame(ofBackend(document), ofBackend(now.document))) {
    throw new PortalError('unavailable', 'The ticketing system does not answer, so rules about it cannot be checked; all else can be saved.');
  }
}

/** What has lost its meaning since it was saved does not hold up other changes; nobody adds to it. Entries of a list move, so their places do not tell. */
function newlyBroken(problems: readonly SettingsProblem[], { problems: before }: Checked): SettingsProblem[] {
  const nameOf = ({ code, subject, path }: SettingsProblem): string => JSON.stringify([code, subject ?? path]);
  const known = new Set(before.map(nameOf));
  return problems.filter((problem) => problem.severity === 'broken' && problem.code !== 'no-answer' && !known.has(nameOf(problem)));
}

const ofBackend = ({ tickets, form, actions }: PortalSettings): unknown => [tickets, form, actions];

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
