import { backendAt, SCOPE } from './backend.ts';

/** The configuration of the gateways that are measured; secret, port and a database of PostgreSQL come from the environment. */
const { BENCH_BACKEND = 'memory:0', BENCH_SQLITE } = process.env;

export default {
  backend: await backendAt(BENCH_BACKEND),
  baseURL: 'http://localhost:1/api',
  ...BENCH_SQLITE === undefined ? {} : { database: { sqlite: BENCH_SQLITE } },
  scope: SCOPE,
  limits: { writesPerMinute: 1_000_000, signInsPerAddress: 1_000_000, pendingBytes: 10_000_000_000, pendingFiles: 1000 },
};
