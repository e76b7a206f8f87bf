import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endOfDay, startOfDay } from '../../portal/days.ts';
import type { ListQuery } from '../../portal/list-query.ts';
import { queryFromSearchParams, queryToSearchParams } from './ticket-query-params.ts';

const WHOLE: ListQuery = {
  view: 'organization', search: 'naïve & 100 % 프린터', status: 'open', stage: 'in progress', waitingOn: 'customer',
  createdFrom: startOfDay('2026-11-01'), createdBefore: endOfDay('2026-11-30'), activeFrom: '2026-11-05T10:20:30.000Z', activeBefore: '2026-11-06T10:20:30.000Z',
  sort: 'subject', direction: 'ascending',
};

describe('a list query in an address', () => {
  it('comes back as it was', () => {
    assert.deepEqual(queryFromSearchParams(new URLSearchParams(queryToSearchParams(WHOLE).toString())), WHOLE);
    assert.deepEqual(queryFromSearchParams(queryToSearchParams({})), {});
  });

  it('leaves out what is as usual', () => {
    assert.equal(queryToSearchParams({}).toString(), '');
    assert.equal(queryToSearchParams({ view: 'mine', sort: 'lastActivity', direction: 'descending', search: ' ' }).toString(), '');
  });

  it('writes days as people do, the last one included, and other moments whole', () => {
    const params = queryToSearchParams(WHOLE);
    assert.equal(params.get('created-from'), '2026-11-01');
    assert.equal(params.get('created-to'), '2026-11-30');
    assert.equal(params.get('active-from'), '2026-11-05T10:20:30.000Z');
  });

  it('passes over nonsense and what is not its own', () => {
    const mangled = 'view=everybody&search=+&status=OPEN&stage=&waiting-on=godot&created-from=2026-02-30&created-to=now&active-from=0001-01-01&active-to=2026-99-99T00:00:00Z&sort=password&direction=up&utm_source=mail&limit=9999&cursor=x';
    assert.deepEqual(queryFromSearchParams(new URLSearchParams(mangled)), {});
  });

  it('keeps what is right beside what is wrong', () => {
    assert.deepEqual(queryFromSearchParams(new URLSearchParams('status=closed&sort=x&search=hello')), { status: 'closed', search: 'hello' });
  });

  it('cuts a search that is too long and drops an endless stage', () => {
    const query = queryFromSearchParams(new URLSearchParams({ search: 'x'.repeat(1000), stage: 'y'.repeat(1000) }));
    assert.equal(query.search?.length, 200);
    assert.equal(query.stage, undefined);
  });
});
