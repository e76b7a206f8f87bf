/** What the demo's embedded desk is filled with, and who may sign in. */
export { accounts, agents } from './people.ts';
export { seedDesk } from './seed.ts';
export { INTERNAL } from './ticket.ts';
