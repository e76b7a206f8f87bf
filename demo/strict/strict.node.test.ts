import { strictChecks } from './checks.ts';

strictChecks('chromium', { quick: true });
