import type { Database } from '../database.ts';
import type { Logger } from '../log.ts';
import type { GatewayOptions, Settings } from '../options.ts';
import type { CheckServices } from './check-settings.ts';
import { createCurrentSettings, type CurrentSettings } from './current-settings.ts';
import { createCustomers, type Customers } from './customers.ts';
import { databaseSource, textSource } from './settings-source.ts';
import { createSettingsStore, type SettingsStore } from './settings-store.ts';
import { createTryOut, type TryOut } from './try-out.ts';

/** What the owner's operations work with. */
export interface SettingsServices extends CheckServices {
  readonly current: CurrentSettings;
  readonly store: SettingsStore;
  readonly customers: Customers;
  readonly tryOut: TryOut;
}

/** @param settings As configured, without what the owner decides. */
export function createSettingsServices(db: Database, { settings: kept, scopeOf, auth }: GatewayOptions, settings: Settings, log: Logger): SettingsServices {
  const { owners, mail, name, initial, backend } = settings;
  const circumstances = { mail: mail !== null, hostSignsIn: auth !== undefined, owners };
  const store = createSettingsStore(db);
  const source = kept !== undefined && 'read' in kept ? textSource(kept.read, name) : databaseSource(store, initial, name);
  const customers = createCustomers(db, backend);
  return {
    settings, circumstances, scopeOf, store, customers,
    current: createCurrentSettings(source, settings, circumstances, log),
    tryOut: createTryOut(db, customers, settings, scopeOf, log),
  };
}
