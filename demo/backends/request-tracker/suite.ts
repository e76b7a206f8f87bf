import { after, before, describe, it } from 'node:test';
import { ticketingSuite } from '../../../src/testing/index.ts';
import { makeBackend } from './suite-backend.ts';

/** The conformance suite on a real Request Tracker. Run by test.ts, which says where its data may lie. */
ticketingSuite({
  describe, it, before, after, name: 'Request Tracker', makeBackend,
  limits: {
    'threads': 'a ticket of Request Tracker is one conversation',
    'several-organizations': 'a user of Request Tracker has one organization',
  },
});
