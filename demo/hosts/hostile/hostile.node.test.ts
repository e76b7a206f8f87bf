import { hostileChecks } from './checks.ts';

// Some of them; all run in all engines.
hostileChecks('chromium', ['initial', 'important', 'dark-background', 'rtl']);
