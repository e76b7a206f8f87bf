import { expect } from '@open-wc/testing';
import { Formatter } from './format.ts';
import { isRightToLeft } from '../contract/index.ts';

/** Intl writes spaces that look alike in several ways, which differ between engines. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f\u200f\u200e]/g, (space) => (space === '\u200f' || space === '\u200e' ? '' : ' '));

describe('formats', () => {
  it('write days the same in every time zone', () => {
    expect(new Formatter('en').day('2026-11-01')).to.equal('Nov 1, 2026');
    expect(new Formatter('ko').day('2026-11-01')).to.equal('2026. 11. 1.');
  });

  it('write what is no moment as it is', () => {
    const format = new Formatter('en');
    expect([format.date('soon'), format.dateTime(''), format.day('never')]).to.deep.equal(['soon', '', 'never']);
  });

  it('write sizes as people say them', () => {
    const format = new Formatter('en');
    expect([0, 1, 999, 1000, 1_536_000, 20_000_000, 5e9, 5e13].map((bytes) => plain(format.size(bytes)))).to.deep.equal(
      ['0 bytes', '1 byte', '999 bytes', '1 kB', '1.5 MB', '20 MB', '5 GB', '50,000 GB']);
  });

  it('keep to one calendar and to digits that all engines agree on', () => {
    for (const language of ['ar', 'ar-EG', 'ar-SA', 'ar-MA', 'fa', 'he', 'th', 'hi', 'ja-JP-u-ca-japanese', 'th-u-nu-thai']) {
      const format = new Formatter(language);
      const moment = '2026-11-15T12:00:00.000Z';
      expect(format.day('2026-11-01'), language).to.include('2026');
      expect(format.date(moment), language).to.include('15').and.include('2026');
      expect(format.dateTime(moment), language).to.include('15').and.include('2026');
      expect(format.number(1234), language).to.match(/1.?234/);
      expect(format.percent(0.5), language).to.include('50');
      expect(format.size(1_536_000), language).to.match(/1.5/);
      expect(format.relative(moment, Date.parse(moment) + 5 * 86_400_000), language).to.include('5');
    }
  });

  it('know languages from right to left by their script', () => {
    expect(['ar', 'ar-EG', 'he', 'iw', 'fa', 'az-Arab', 'ku', 'en', 'az', 'pa', 'not a tag'].map(isRightToLeft))
      .to.deep.equal([true, true, true, true, true, true, false, false, false, false, false]);
  });

  it('write fractions, lists and plural categories', () => {
    const format = new Formatter('en');
    expect(format.percent(0.5)).to.equal('50%');
    expect([new Formatter('en').size(20_000_000), new Formatter('he').size(20_000_000)]).to.deep.equal(['20 MB', '\u206820 MB\u2069']);
    expect(format.list(['a', 'b'])).to.equal('a, b');
    expect(new Formatter('ja').list(['甲', '乙 B'])).to.equal('甲、乙 B');
    expect([format.plural(1), format.plural(2)]).to.deep.equal(['one', 'other']);
    expect(new Formatter('ar').plural(2)).to.equal('two');
  });
});
