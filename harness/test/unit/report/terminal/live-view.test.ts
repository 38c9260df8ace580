import { expect } from 'chai';
import { initialLiveState, reduceLiveState } from '../../../../src/report/terminal/live-state.js';
import { renderLiveView } from '../../../../src/report/terminal/live-view.js';
import { createStyle } from '../../../../src/report/terminal/style.js';
import { createFakeOutput } from '../../../fixtures/report/fake-output.js';
import { runEvents, targetEnd } from '../../../fixtures/report/run-events.js';

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
