/** A ticketing system and sign-in in memory, for stories, demos and tests. */
export * from './access.ts';
export type { AgentMessage, AgentSide } from './agent.ts';
export * from './data.ts';
export type { Fault, Faults } from './faults.ts';
export { SAMPLE_PASSWORD, sampleData } from './sample-data.ts';
export { memory, type MemoryBackend, type MemoryOptions } from './memory.ts';
