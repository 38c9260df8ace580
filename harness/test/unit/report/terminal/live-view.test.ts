import { expect } from 'chai';
import { toLiveProgress } from '../../../../src/report/live/live-reporter.js';
import { initialLiveState, reduceLiveState } from '../../../../src/report/terminal/live-state.js';
import { renderLiveView } from '../../../../src/report/terminal/live-view.js';
import { createStyle } from '../../../../src/report/terminal/style.js';
import { createFakeOutput } from '../../../fixtures/report/fake-output.js';
import { aloneStart, runEvents, targetEnd, togetherStart } from '../../../fixtures/report/run-events.js';

const output = createFakeOutput();
const style = createStyle(output, output.stderr);
const after = (count: number) => runEvents.slice(0, count).reduce(reduceLiveState, initialLiveState);

describe('live view', () => {
  it('says what is being measured, how much was sent, what the floors tell and how long it may take', () => {
    expect(renderLiveView(after(runEvents.length), 100, style)).to.deep.equal([
      'with-leak  measuring growth, blocks of 128 requests',
      '  GET /api/database · 1,300 requests sent',
      '  pg connections 57 (+53) · fds 84 (+53) · heap 13.8 MB (+420 KB)',
      '  ━━━━━───────────────────  12.3 s of at most 1 min 00 s'.replace('  12', ' 12'),
    ]);
  });

  it('names no endpoint while several are driven together, and the one that is driven alone', () => {
    const ready = after(4);
    const together = reduceLiveState(ready, togetherStart(20, 836));
    expect(renderLiveView(together, 100, style)[0]).to.equal('with-leak  driving 20 endpoints together, 836 requests');
    expect(toLiveProgress(together)).to.include({
      endpoint: null,
      activity: 'driving 20 endpoints together, 836 requests',
    });
    const alone = reduceLiveState(together, aloneStart('warm-up', 64, 'GET /r7'));
    expect(renderLiveView(alone, 100, style).slice(0, 2)).to.deep.equal([
      'with-leak  driving one endpoint alone, blocks of 64 requests',
      '  GET /r7 · 0 requests sent',
    ]);
  });

  it('starts with the services', () => {
    expect(renderLiveView(after(1), 100, style)).to.deep.equal(['leakline  starting PostgreSQL (embedded)']);
  });

  it('forgets a target when it ends', () => {
    const state = reduceLiveState(after(runEvents.length), targetEnd);
    expect(renderLiveView(state, 100, style)).to.deep.equal(['leakline  preparing']);
  });

  it('never writes past the width', () => {
    for (const line of renderLiveView(after(runEvents.length), 30, style)) expect(line.length).to.be.at.most(30);
  });
});
