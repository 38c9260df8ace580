import { expect } from 'chai';
import type { PoolEvent } from '../../../labs/pool/recording/pool-event.js';
import { assignLanes } from '../../../labs/pool/timeline/assign-lanes.js';
import { buildTimeline } from '../../../labs/pool/timeline/build-timeline.js';
import { peakOverlap, summarizeTimeline } from '../../../labs/pool/timeline/summarize-timeline.js';

/** Request 1 has connection 1 opened, request 2 waits for it, request 3 gives up; then it is closed. */
const events: readonly PoolEvent[] = [
  { atMs: 0, kind: 'asked', request: 1 },
  { atMs: 0, kind: 'opening', connection: 1 },
  { atMs: 5, kind: 'asked', request: 2 },
  { atMs: 10, kind: 'opened', connection: 1 },
  { atMs: 10, kind: 'given', request: 1, connection: 1 },
  { atMs: 12, kind: 'asked', request: 3 },
  { atMs: 30, kind: 'returned', request: 1, connection: 1 },
  { atMs: 30, kind: 'given', request: 2, connection: 1 },
  { atMs: 32, kind: 'gave-up', request: 3, error: 'timeout' },
  { atMs: 50, kind: 'returned', request: 2, connection: 1 },
  { atMs: 80, kind: 'closed', connection: 1, reason: 'idleTimeoutMillis' },
];

describe('the time line of a pool', () => {
  it('is a connection’s life from opening to closing, without gaps', () => {
    expect(buildTimeline(events, 100).connections).to.deep.equal([
      {
        connection: 1,
        spans: [
          { phase: 'opening', fromMs: 0, toMs: 10, request: null },
          { phase: 'busy', fromMs: 10, toMs: 30, request: 1 },
          { phase: 'busy', fromMs: 30, toMs: 50, request: 2 },
          { phase: 'idle', fromMs: 50, toMs: 80, request: null },
        ],
        closed: { atMs: 80, reason: 'idleTimeoutMillis' },
      },
    ]);
  });

  it('has a wait for each request, with how it ended', () => {
    expect(buildTimeline(events, 100).waits).to.deep.equal([
      { request: 1, fromMs: 0, toMs: 10, outcome: 'served', error: null },
      { request: 2, fromMs: 5, toMs: 30, outcome: 'served', error: null },
      { request: 3, fromMs: 12, toMs: 32, outcome: 'gave-up', error: 'timeout' },
    ]);
  });

  it('cuts at the end of the picture: what goes on then is open, and who waits then is waiting', () => {
    const { connections, waits } = buildTimeline(events, 20);
    expect(connections[0]?.spans.at(-1)).to.deep.equal({ phase: 'busy', fromMs: 10, toMs: 20, request: 1 });
    expect(connections[0]?.closed).to.equal(null);
    expect(waits.map(({ outcome }) => outcome)).to.deep.equal(['served', 'waiting', 'waiting']);
  });

  it('shows a connection that is never released as in use to the end', () => {
    const spans = buildTimeline(events.slice(0, 5), 1_000).connections[0]?.spans;
    expect(spans?.at(-1)).to.deep.equal({ phase: 'busy', fromMs: 10, toMs: 1_000, request: 1 });
  });

  it('is summed up', () => {
    const gauges = [{ atMs: 13, total: 1, idle: 0, waiting: 2 }];
    const summary = summarizeTimeline(buildTimeline(events, 100), gauges, [{ atMs: 90, connections: 0 }]);
    expect(summary).to.deep.include({ opened: 1, closed: 1, openAtEnd: 0, served: 2, failed: 1, stillWaiting: 0 });
    expect(summary).to.deep.include({ peakBusy: 1, peakWaiting: 2, longestWaitMs: 25, errors: ['timeout'] });
  });

  it('counts spans that touch as one after the other, and spans that overlap together', () => {
    expect(peakOverlap([])).to.equal(0);
    expect(peakOverlap([span(0, 10), span(10, 20)])).to.equal(1);
    expect(peakOverlap([span(0, 10), span(9, 20), span(9, 11)])).to.equal(3);
  });

  it('is drawn in as few rows of waits as do not overlap', () => {
    const [first, second, third] = [span(0, 10), span(5, 15), span(10, 20)];
    expect(assignLanes([third, second, first].filter((value) => value !== undefined))).to.deep.equal([
      [first, third],
      [second],
    ]);
  });
});

const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });
