/** The conformance suites of the contracts, for authors of adapters; bring your own test runner. */
export type { AccessAuthenticator, AccessBrowser, AccessHarness, AccessLimit, AccessRules, AccessTerms, MakeAccess, SentMail } from './access-harness.ts';
export { accessSuite, type AccessSuiteOptions } from './access-suite.ts';
export { ConformanceError } from './assert.ts';
export { CANARY, suiteData, type CustomerKey, type SuiteCustomer, type SuiteData, type SuiteField, type SuiteFile, type SuiteMessage, type SuiteTicket } from './data.ts';
export { runSuite, type Outcome } from './collect.ts';
export { ACCESS_FAULTS, faultyAccess, type AccessFaultName, type AccessWorld, type SeededAccessFault } from './faulty-access.ts';
export { FAULTS, faultyBackend, type FaultName, type SeededFault, type World } from './faulty-adapter.ts';
export type { Harness, IdKind, Limit, MakeBackend, Runner } from './harness.ts';
export { ticketingSuite, type SuiteOptions } from './suite.ts';
