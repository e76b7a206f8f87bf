/** The support team's page of the demo's embedded desk. */
export { agentPage } from './agent-page.ts';
