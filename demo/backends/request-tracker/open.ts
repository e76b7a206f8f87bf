import type { DemoBackend } from '../open-backend.ts';
import { backendOf, connect } from './connection.ts';

const NOTES: Readonly<Record<string, string>> = {
  alice: 'many kinds of tickets', bob: 'a colleague of Alice', carol: 'files and texts in many scripts', dave: 'no tickets yet', erin: '300 tickets',
};

/** Starts the demo's Request Tracker, and puts the portal in front of it. It goes on running afterwards; `down` stops it. */
export async function openRequestTracker(dataFolder: string): Promise<DemoBackend> {
  const connection = await connect(dataFolder);
  const { baseUrl, customers, agents } = connection;
  return {
    backend: backendOf(connection), label: 'Request Tracker',
    accounts: Object.entries(customers).map(([key, { name, email, password }]) => ({ name, email, password, note: NOTES[key] ?? '' })),
    agentHint: () => `The support team works in Request Tracker, at ${baseUrl}/. Sign in as ${Object.values(agents).map(({ login, password }) => `${login} (${password})`).join(' or ')}.`,
    close: async () => undefined,
  };
}
