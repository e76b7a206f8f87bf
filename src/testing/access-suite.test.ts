import { memoryHarness, memoryLimits } from '../adapters/memory/access-harness.node.test.ts';
import { accessSuite } from './index.ts';

// The same suite in a real browser, where stories and demos use access in memory.
accessSuite({ describe, it, before, after, name: 'memory in a browser', makeAccess: memoryHarness, limits: memoryLimits });
