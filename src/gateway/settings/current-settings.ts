import { publicPart, textIn, type SettingsProblem } from '../../contract/index.ts';
import type { AccessSettings } from '../access/settings.ts';
import { digestOf } from '../idempotency.ts';
import type { Logger } from '../log.ts';
import type { Settings } from '../options.ts';
import { effectiveAccess, type AccessCircumstances } from './effective-access.ts';
import type { Held, SettingsSource } from './settings-source.ts';

/** What the owner has decided, and what follows from it. */
export interface SettingsNow extends Held {
  /** The ways in that hold. */
  readonly access: AccessSettings;
  /** The public part as JSON, and a name for exactly this text. */
  readonly portal: { readonly json: string; readonly etag: string };
}

/** The owner's settings as they hold on this instance. */
export interface CurrentSettings {
  readonly kept: SettingsSource['kept'];
  /** As of the last look. */
  readonly now: SettingsNow;
  /** Looks whether they have changed; every request does, so a change holds everywhere from the next one on. @throws what the database says */
  refresh(): Promise<SettingsNow>;
}

export function createCurrentSettings(source: SettingsSource, { access: configured, clock }: Settings, circumstances: AccessCircumstances, log: Logger): CurrentSettings {
  let now: SettingsNow | undefined;
  let [begun, applied] = [0, 0];

  const report = (problems: readonly SettingsProblem[]): void => {
    if (problems.length === 0) return;
    log({ time: new Date(clock()).toISOString(), level: 'error', event: 'settings', problems: problems.map(({ path, code }) => `${code} ${path}`.trim()) });
  };
  const follow = async (held: Held): Promise<SettingsNow> => {
    const json = JSON.stringify(publicPart(held.document));
    return {
      ...held, access: effectiveAccess(configured, held.document, circumstances).access,
      portal: { json, etag: `"${(await digestOf(json)).slice(0, 32)}"` },
    };
  };

  return {
    kept: source.kept,
    get now() {
      if (now === undefined) throw new Error('The settings have not been read yet.');
      return now;
    },
    async refresh() {
      const turn = begun += 1;
      const held = await source.look(now);
      if (held === now) return now;
      const next = await follow(held);
      // Of looks at the same time, a later one has seen what is newer, whichever ends first.
      if (turn < applied) return now ?? next;
      applied = turn;
      if (JSON.stringify(next.problems) !== JSON.stringify(now?.problems ?? [])) report(next.problems);
      return now = next;
    },
  };
}

/** The gateway's settings with what the owner decides about them in it: read anew wherever they are used. */
export function liveSettings(settings: Settings, current: CurrentSettings): Settings {
  const access = Object.defineProperties({}, Object.fromEntries(Object.keys(settings.access).map((key) => [key, {
    enumerable: true, get: () => current.now.access[key as keyof AccessSettings],
  }]))) as AccessSettings;
  return { ...settings, access, portalName: (language) => textIn(current.now.document.name, language) ?? settings.name };
}
