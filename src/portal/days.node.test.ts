import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { dayBefore, dayOf, endOfDay, startOfDay } from './days.ts';

const own = process.env['TZ'];
after(() => {
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

/** Runs as if the reader sat elsewhere: Node looks at TZ again whenever it is set. */
function inZone(zone: string, run: () => void): void {
  process.env['TZ'] = zone;
  run();
}

describe('days of the reader', () => {
  it('begin at local midnight', () => {
    inZone('Asia/Seoul', () => { assert.equal(startOfDay('2026-11-22'), '2026-11-21T15:00:00.000Z'); });
    inZone('America/New_York', () => { assert.equal(startOfDay('2026-11-22'), '2026-11-22T05:00:00.000Z'); });
    inZone('UTC', () => { assert.equal(startOfDay('2026-11-22'), '2026-11-22T00:00:00.000Z'); });
  });

  it('end where the next one begins, with 23 or 25 hours when the clock changes', () => {
    inZone('Europe/Berlin', () => {
      const hours = (day: string): number => (Date.parse(endOfDay(day) ?? '') - Date.parse(startOfDay(day) ?? '')) / 3_600_000;
      assert.deepEqual(['2026-03-28', '2026-03-29', '2026-10-25'].map(hours), [24, 23, 25]);
    });
  });

  it('begin later where the clock changes at midnight', () => {
    inZone('Africa/Cairo', () => { assert.equal(startOfDay('2026-04-24'), '2026-04-23T22:00:00.000Z'); });
  });

  it('come back from the moments at which they begin and end', () => {
    for (const zone of ['Asia/Seoul', 'America/New_York', 'UTC', 'Africa/Cairo', 'Asia/Kathmandu']) {
      inZone(zone, () => {
        for (const day of ['2026-01-01', '2026-04-24', '2026-03-29', '2028-02-29', '2026-12-31']) {
          assert.equal(dayOf(startOfDay(day) ?? ''), day, `${day} in ${zone}`);
          assert.equal(dayBefore(endOfDay(day) ?? ''), day, `${day} in ${zone}`);
        }
      });
    }
  });

  it('are none where the calendar has none, or a year lacks digits', () => {
    inZone('UTC', () => {
      for (const text of ['', '2026-02-30', '2026-13-01', '0202-11-05', '0020-11-05', '20261105', 'yesterday', '2026-11-5', '2026-11-05T00:00']) {
        assert.equal(startOfDay(text), undefined, text);
        assert.equal(endOfDay(text), undefined, text);
      }
      assert.equal(dayOf('nonsense'), undefined);
      assert.equal(dayBefore('nonsense'), undefined);
    });
  });

  it('are none on the day that Samoa left out', () => {
    inZone('Pacific/Apia', () => { assert.equal(startOfDay('2011-12-30'), undefined); });
  });
});
