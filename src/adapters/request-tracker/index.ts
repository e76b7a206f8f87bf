/** Request Tracker 5 as a backend. For servers: it holds tokens. */
export { requestTracker } from './request-tracker.ts';
export { DEFAULT_STATUSES, type FormRule, type RequestTrackerOptions, type StatusRule } from './options.ts';
export { mintTokens, tokensFrom, type MintOptions, type TokenFor, type TokenStore } from './tokens.ts';
