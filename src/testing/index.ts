/** The conformance suite of the contract, for authors of adapters; bring your own test runner. */
export { ConformanceError } from './assert.ts';
export { CANARY, suiteData, type CustomerKey, type SuiteCustomer, type SuiteData, type SuiteField, type SuiteFile, type SuiteMessage, type SuiteTicket } from './data.ts';
export { runSuite, type Outcome } from './collect.ts';
export { FAULTS, faultyBackend, type FaultName, type SeededFault, type World } from './faulty-adapter.ts';
export type { Harness, IdKind, Limit, MakeBackend, Runner } from './harness.ts';
export { ticketingSuite, type SuiteOptions } from './suite.ts';
