import { after, before, describe, it } from 'node:test';
import { accessSuite } from '../../testing/index.ts';
import { memoryHarness, memoryLimits } from './access-harness.node.test.ts';

accessSuite({ describe, it, before, after, name: 'memory', makeAccess: memoryHarness, limits: memoryLimits });
