/** The gateway: the server's side of the portal, between its pages and a ticketing system. For servers only. */
export { createGateway, type ConnectionInfo, type Gateway } from './gateway.ts';
export type { Account, Accounts } from './accounts.ts';
export { consoleLogger, type LogEntry, type Logger } from './log.ts';
export type { Authentication, AuthProvider, DatabaseOption, GatewayOptions, Limits, SessionOptions } from './options.ts';
