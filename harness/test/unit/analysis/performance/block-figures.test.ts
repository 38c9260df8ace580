import { expect } from 'chai';
import { fullBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { blockFigure, blockLoad, blockPeaks } from '../../../../src/analysis/performance/block-figures.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { literalRecording } from '../../../support/literal-recording.js';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_nothing, index) => index + 1);

/** Blocks of so many requests, the p50 of each its place; the floor after it holds as many clients. */
const recordingOf = (requests: readonly number[]): TargetRecording =>
  literalRecording(
    { 'pg.connections': 0 },
    requests.map((count, index) => ({
      endpoint: 'GET /',
      requests: count,
      floor: { 'pg.connections': index + 1 },
      load: { latencyMs: { p50: index, p95: index, p99: 10 * index, max: 99 }, requestsPerSecond: 100 + index },
    })),
  );

const loadsOf = (recording: TargetRecording) => fullBlocks(recording, 'GET /', 8).map(({ block }) => block.load);

describe('blockFigure', () => {
  it('is the median with the smallest and largest of eight', () => {
    expect(blockFigure(upTo(8))).to.deep.equal({ median: 4.5, low: 1, high: 8 });
  });

  it('has the ranks published for more (Conover 1999, table A3: 20 values at 99 %, ranks 4 and 17)', () => {
    expect(blockFigure(upTo(20))).to.deep.equal({ median: 10.5, low: 4, high: 17 });
  });

  it('knows nothing of fewer than eight', () => {
    expect(blockFigure(upTo(7))).to.equal(null);
  });
});

describe('blockLoad', () => {
  it('takes the middle block, the first one left out', () => {
    expect(blockLoad(loadsOf(recordingOf(upTo(9).map(() => 200))))).to.deep.equal({
      blocks: 8,
      latencyP50Ms: { median: 4.5, low: 1, high: 8 },
      latencyP99Ms: { median: 45, low: 10, high: 80 },
      requestsPerSecond: { median: 104.5, low: 101, high: 108 },
    });
  });

  it('gives no 99th percentile of small blocks, and nothing of few', () => {
    expect(blockLoad(loadsOf(recordingOf(upTo(9).map(() => 199))))?.latencyP99Ms).to.equal(null);
    expect(blockLoad(loadsOf(recordingOf(upTo(8).map(() => 200))))).to.equal(null);
  });
});

describe('blockPeaks', () => {
  const withSamples = (recording: TargetRecording, clients: number): TargetRecording => ({
    ...recording,
    samples: recording.blocks.map(({ startMs }) => ({
      type: 'sample',
      target: 'literal',
      atMs: startMs + 400,
      requests: 0,
      metrics: { 'pg.connections': clients },
    })),
  });
  const peaksOf = (recording: TargetRecording) => blockPeaks(recording, fullBlocks(recording, 'GET /', 8));
  const recording = recordingOf(upTo(9).map(() => 200));

  it('takes the highest of samples and floors around each block', () => {
    expect(peaksOf(withSamples(recording, 30))).to.deep.equal([
      { metric: 'pg.connections', median: 30, low: 30, high: 30 },
    ]);
    expect(peaksOf(withSamples(recording, 0))).to.deep.equal([
      { metric: 'pg.connections', median: 5.5, low: 2, high: 9 },
    ]);
  });

  it('knows nothing of blocks in which nothing was read', () => {
    expect(peaksOf(recording)).to.deep.equal([]);
    const between = withSamples(recording, 30);
    const late = { ...between, samples: between.samples.map((sample) => ({ ...sample, atMs: sample.atMs + 550 })) };
    expect(peaksOf(late)).to.deep.equal([]);
  });
});
