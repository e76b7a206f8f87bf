import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memory } from '../../adapters/memory/index.ts';
import { defaultSettings } from '../../contract/index.ts';
import { GATEWAY } from '../helpers.node.test.ts';
import { settingsOf } from '../options.ts';
import { createCurrentSettings, liveSettings } from './current-settings.ts';
import { UNSAVED, type Held } from './settings-source.ts';

const configured = settingsOf({ backend: memory(), database: { sqlite: ':memory:' }, secret: 'a secret for tests that is long enough', baseURL: GATEWAY });
const held = (newest: number, part: Partial<Held['document']> = {}): Held => ({ document: { ...defaultSettings(), ...part }, version: { ...UNSAVED, number: newest }, problems: [], newest });

describe('the settings that hold', () => {
  const current = () => {
    const looks: ((found: Held) => void)[] = [];
    const settings = createCurrentSettings({ kept: 'database', look: () => new Promise((resolve) => { looks.push(resolve); }) }, configured, { mail: false, hostSignsIn: false, owners: new Set() }, () => undefined);
    return { settings, looks };
  };

  it('are the newest of looks at the same time, whichever ends first', async () => {
    const { settings, looks } = current();
    const both = [settings.refresh(), settings.refresh()];
    looks[1]!(held(2));
    await both[1];
    looks[0]!(held(1));
    await both[0];
    assert.equal(settings.now.version.number, 2);
  });

  it('are read anew by whatever holds the gateway\'s settings', async () => {
    const { settings, looks } = current();
    const { access, portalName } = liveSettings(configured, settings);
    const change = async (found: Held): Promise<void> => {
      const done = settings.refresh();
      looks.pop()!(found);
      await done;
    };
    await change(held(1));
    assert.deepEqual([access.passkeys, portalName('ko')], [false, 'Support']);
    await change(held(2, { access: { passkeys: true }, name: { en: 'Ours', ko: '우리' } }));
    assert.deepEqual([access.passkeys, portalName('ko'), portalName('fr')], [true, '우리', 'Ours']);
    assert.deepEqual(Object.keys(access), Object.keys(configured.access));
  });
});
