import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { conditionsOf, isPortalError, portalSettings, type Filter, type Organization, type PortalSettingsInput } from '../contract/index.ts';
import { policyFrom, type KnownContact } from './index.ts';

const settings = (part: Partial<PortalSettingsInput> = {}) => z.parse(portalSettings, { version: 1, ...part });
const contact = (part: { email?: string; name?: string; organizations?: readonly Organization[]; groups?: readonly string[] } = {}): KnownContact => ({
  customer: { id: '1', email: part.email ?? 'alice@acme.example', name: part.name ?? 'Alice Arnold' },
  organizations: async () => part.organizations ?? [{ id: 'acme', name: 'Acme' }], groups: async () => part.groups ?? [],
});
/** A contact of whom nothing may be asked. */
const silent = (): KnownContact => ({ ...contact(), organizations: () => assert.fail('organizations were asked for'), groups: () => assert.fail('groups were asked for') });

describe('the policy of the owner\'s settings', () => {
  it('of a portal that nobody has touched shows own tickets and those in copy, and hides what was not chosen', async () => {
    assert.deepEqual(await policyFrom(settings(), silent()), {
      scope: { views: ['mine', 'cc'], filter: null, organizations: 'primary', threads: 'original', inbox: null, columns: [] },
      status: 'category', fields: [], forms: 'all', actions: { reply: true, close: true, reopen: { days: null }, cc: 'nobody', rate: false },
    });
  });

  it('of one that is switched off admits to nothing', async () => {
    assert.equal(await policyFrom(settings({ enabled: false }), silent()), null);
  });

  it('gives every choice about tickets to the scope', async () => {
    const filter: Filter = { property: 'subject', operator: 'is-known' };
    const policy = await policyFrom(settings({
      tickets: { filter, permission: 'organization', organizations: 'all', cc: false, threads: 'all', inbox: 'support', columns: ['subject', 'status', 'field:product', 'field:a:b'], fields: ['order'] },
    }), silent());
    assert.deepEqual(policy?.scope, { views: ['mine', 'organization'], filter, organizations: 'all', threads: 'all', inbox: 'support', columns: ['product', 'a:b'] });
    assert.deepEqual(policy.fields, ['order']);
  });

  it('tells statuses, forms and actions as the owner has chosen', async () => {
    const of = (part: Partial<PortalSettingsInput>) => policyFrom(settings(part), silent());
    assert.equal((await of({ tickets: { status: { show: 'stage', labels: { new: { en: 'New' } } } } }))?.status, 'stage');
    assert.deepEqual((await of({ tickets: { status: { show: 'label', labels: { new: { en: 'New' } } } } }))?.status, { new: { en: 'New' } });
    assert.deepEqual((await of({ form: { forms: [{ id: 'b' }, { id: 'a' }] } }))?.forms, [{ id: 'b', conditions: {} }, { id: 'a', conditions: {} }]);
    assert.deepEqual((await of({ form: { enabled: false } }))?.forms, []);
    assert.equal((await of({ actions: { reopen: { enabled: false, days: 7 } } }))?.actions.reopen, null);
    assert.deepEqual((await of({ actions: { reply: false, close: false, reopen: { days: 7 }, cc: 'colleagues', rate: true } }))?.actions, { reply: false, close: false, reopen: { days: 7 }, cc: 'colleagues', rate: true });
  });
});

describe('a rule for contacts', () => {
  const sees = async (organizationFor: Filter, who = contact()): Promise<boolean> => (await policyFrom(settings({ tickets: { permission: { organizationFor } } }), who))?.scope.views.includes('organization') ?? false;
  const two = contact({ organizations: [{ id: 'acme', name: 'Acme' }, { id: 'globex', name: 'Globex' }], groups: ['leads', 'Köln'] });

  for (const [rule, expected] of [
    [{ property: 'email', operator: 'is', value: 'ALICE@acme.example' }, true], [{ property: 'email', operator: 'is', value: 'bob@acme.example' }, false],
    [{ property: 'domain', operator: 'in', value: ['globex.example', 'acme.example'] }, true], [{ property: 'domain', operator: 'is', value: 'cme.example' }, false],
    [{ property: 'organization', operator: 'is', value: 'globex' }, true], [{ property: 'organization', operator: 'is', value: 'initech' }, false],
    [{ property: 'group', operator: 'is', value: 'leads' }, true], [{ property: 'group', operator: 'is', value: 'KÖLN' }, true], [{ property: 'group', operator: 'is-not', value: 'leads' }, false],
    [{ any: [{ property: 'group', operator: 'is', value: 'nobody' }, { all: [{ property: 'domain', operator: 'is', value: 'acme.example' }, { property: 'group', operator: 'is-known' }] }] }, true],
    [{ all: [] }, true], [{ any: [] }, false],
  ] as const) {
    it(`${JSON.stringify(rule)}: ${String(expected)}`, async () => { assert.equal(await sees(rule, two), expected); });
  }

  it('that speaks of something unknown lets nobody in, not even by its denial', async () => {
    for (const rule of [
      { property: 'domain', operator: 'is-not' }, { property: 'domain', operator: 'not-in', value: [] }, { property: 'email', operator: 'not-contains', value: '' }, { property: 'name', operator: 'is-not', value: 'x' },
      { property: 'department', operator: 'is-not', value: 'x' }, { property: 'department', operator: 'is-unknown' }, { property: 'constructor', operator: 'is-known' },
      { any: [{ property: 'email', operator: 'is-known' }, { all: [{ property: 'department', operator: 'not-contains', value: 'x' }] }] },
    ] as const) assert.equal(await sees(rule), false, JSON.stringify(rule));
  });

  it('about tickets that is not finished shows nothing, instead of everything', async () => {
    for (const filter of [{ property: 'queue', operator: 'is-not' }, { all: [{ property: 'queue', operator: 'not-in', value: [] }] }] as const) {
      await assert.rejects(policyFrom(settings({ tickets: { filter } }), contact()), (error) => isPortalError(error, 'unavailable'));
    }
  });

  it('asks only for what it speaks of', async () => {
    assert.equal(await sees({ property: 'email', operator: 'is-known' }, silent()), true);
    await assert.rejects(sees({ property: 'group', operator: 'is-known' }, { ...contact(), groups: () => Promise.reject(new Error('down')) }), /down/);
  });

  it('names its properties wherever they stand', () => {
    assert.deepEqual(conditionsOf({ any: [{ property: 'a', operator: 'is-known' }, { all: [{ property: 'b', operator: 'is-known' }, { any: [] }] }] }).map(({ property }) => property), ['a', 'b']);
  });
});
