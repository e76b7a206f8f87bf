import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violation } from './boundaries.mjs';

const publicFiles = new Set(['src/index.ts', 'src/adapters/memory/index.ts']);
const allowed = (file, specifier, isType) => violation(file, specifier, isType, publicFiles) === undefined;

test('the contract imports zod/mini and nothing else', () => {
  assert(allowed('src/contract/schemas.ts', 'zod/mini'));
  assert(allowed('src/contract/schemas.ts', './errors.ts'));
  assert(!allowed('src/contract/schemas.ts', 'zod'));
  assert(!allowed('src/contract/schemas.ts', '../internal/dates.ts'));
});

test('an adapter imports the contract, but no other adapter', () => {
  assert(allowed('src/adapters/desk/desk.ts', '../../contract/index.ts'));
  assert(allowed('src/adapters/desk/agent/routes.ts', '../schema.ts'));
  assert(!allowed('src/adapters/desk/desk.ts', '../memory/memory.ts'));
});

test('the gateway names no backend', () => {
  assert(allowed('src/gateway/gateway.ts', '../policy/index.ts'));
  assert(!allowed('src/gateway/gateway.ts', '../adapters/desk/index.ts'));
  assert(!allowed('src/gateway/gateway.ts', '../adapters/desk/index.ts', true));
});

test('an element sees the portal, and of the contract the types only', () => {
  assert(allowed('src/elements/ticket-list/ticket-list.ts', '../../portal/contexts.ts'));
  assert(allowed('src/elements/ticket-list/ticket-list.ts', '../parts/status-badge.ts'));
  assert(allowed('src/elements/ticket-list/ticket-list.ts', '../../contract/index.ts', true));
  assert(!allowed('src/elements/ticket-list/ticket-list.ts', '../../contract/index.ts'));
  assert(!allowed('src/elements/ticket-list/ticket-list.ts', '../../adapters/http/index.ts'));
  assert(!allowed('src/elements/ticket-list/ticket-list.ts', 'ky'));
});

test('the portal knows the one adapter that a gateway attribute stands for', () => {
  assert(allowed('src/portal/find-portal.ts', '../adapters/http/http.ts'));
  assert(!allowed('src/portal/find-portal.ts', '../adapters/memory/memory.ts'));
});

test('a browser entry loads no adapter that holds a secret', () => {
  assert(allowed('src/index.ts', './adapters/http/index.ts'));
  assert(!allowed('src/index.ts', './adapters/desk/index.ts'));
  assert(!allowed('src/define.ts', './gateway/index.ts'));
});

test('stories and demo use what everybody else can use', () => {
  assert(allowed('stories/ticket-list.stories.ts', '../src/adapters/memory/index.ts'));
  assert(allowed('demo/server.ts', './pages.ts'));
  assert(!allowed('demo/server.ts', '../src/adapters/memory/mapping.ts'));
});

test('tests may reach everywhere', () => {
  assert(allowed('src/gateway/gateway.node.test.ts', '../adapters/memory/index.ts'));
});
