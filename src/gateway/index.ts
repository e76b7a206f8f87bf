/** The gateway: the server's side of the portal, between its pages and a ticketing system. For servers only. */
export { createGateway, type ConnectionInfo, type Gateway } from './gateway.ts';
export type { Account, Accounts } from './access/accounts.ts';
export type { Groups } from './access/groups.ts';
export type { Invitations } from './access/invitations.ts';
export type { Previews } from './access/previews.ts';
export type { AccessSettingsInput } from './access/settings.ts';
export type { ManagedSettings, SavedSettings } from './settings/managed-settings.ts';
export { consoleLogger, type LogEntry, type Logger } from './log.ts';
export type { Mail, MailOption } from './mail/mail-option.ts';
export type { Authentication, AuthProvider, DatabaseOption, GatewayOptions, Limits, SessionOptions, SettingsOption } from './options.ts';
