/** The support team's page of the demo's embedded desk. */
export { agentPage, type PreviewLink } from './agent-page.ts';
