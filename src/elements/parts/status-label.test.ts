import { expect } from '@open-wc/testing';
import type { TicketStatus } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { statusLabel } from './status-label.ts';

const speaking = (tag: string): LocalizeController => ({ tag, t: (key: string) => `<${key}>` }) as unknown as LocalizeController;
const solved: TicketStatus = { category: 'closed', stage: 'solved', label: 'Solved' };
const masked: TicketStatus = { category: 'closed', stage: 'closed', label: 'Closed' };

describe('the name of a status', () => {
  it('is Open or Closed, or the ticketing system’s own, as the page wants it, where there are no owner’s settings', () => {
    for (const settings of [null, undefined]) {
      expect(statusLabel(speaking('en'), settings, solved, 'category')).to.equal('<status.closed>');
      expect(statusLabel(speaking('en'), settings, solved, 'stage')).to.equal('Solved');
      expect(statusLabel(speaking('en'), settings, { ...solved, label: '' }, 'stage')).to.equal('<status.closed>');
    }
  });

  it('is the owner’s, in the page’s language or the nearest, whatever the page wants', () => {
    const settings = ownerSettings({ stageLabels: { solved: { 'en': 'Done', 'ko': '완료', 'pt-BR': 'Pronto' } } });
    expect(statusLabel(speaking('ko-KR'), settings, { ...solved, label: 'Done' }, 'category')).to.equal('완료');
    expect(statusLabel(speaking('de'), settings, { ...solved, label: 'Done' }, 'stage')).to.equal('Done');
  });

  it('is Open or Closed, translated, where the gateway tells no stage', () => {
    expect(statusLabel(speaking('ko'), ownerSettings(), masked, 'stage')).to.equal('<status.closed>');
    expect(statusLabel(speaking('ko'), ownerSettings({ stageLabels: { other: { ko: '다른' } } }), masked, 'stage')).to.equal('<status.closed>');
  });

  it('is the ticketing system’s own where the gateway tells the stage, and Open or Closed where that has no name', () => {
    expect(statusLabel(speaking('ko'), ownerSettings(), solved, 'category')).to.equal('Solved');
    expect(statusLabel(speaking('ko'), ownerSettings(), { ...solved, label: '' }, 'category')).to.equal('<status.closed>');
    expect(statusLabel(speaking('ko'), ownerSettings(), { ...solved, stage: 'constructor' }, 'category')).to.equal('Solved');
  });
});
