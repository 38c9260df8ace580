import { expect } from 'chai';
import { endpointBlocks, metricBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { growingProcess } from '../../../../src/analysis/processes/growing-process.js';
import { processResults } from '../../../../src/analysis/processes/process-results.js';
import { findReplacements } from '../../../../src/analysis/processes/replaced-processes.js';
import { targetWarnings } from '../../../../src/analysis/result/target-warnings.js';
import type { MetricId, MetricReadings } from '../../../../src/model/metrics/catalogue.js';
import type { ProcessReading } from '../../../../src/model/readings.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { literalRecording } from '../../../support/literal-recording.js';

/** Descriptors of each worker by its number, and of the master (0), at one floor. */
type Floor = Readonly<Record<number, number>>;

const processOf = (id: number, fds: number): ProcessReading =>
  id === 0
    ? { pid: 100, label: 'master', role: 'master', metrics: { fds } }
    : { pid: 100 + id, label: `worker ${id}`, role: 'worker', metrics: { fds } };

/** A cluster as its floors saw it, ten requests to one endpoint between two of them. */
function clusterRecording(floors: readonly Floor[]): TargetRecording {
  const sumOf = (floor: Floor): number => Object.values(floor).reduce((sum, fds) => sum + fds, 0);
  const [first = {}, ...others] = floors;
  const recording = literalRecording(
    { fds: sumOf(first), children: Object.keys(first).length - 1 },
    others.map((floor) => ({
      endpoint: 'GET /',
      requests: 10,
      floor: { fds: sumOf(floor), children: Object.keys(floor).length - 1 },
    })),
  );
  const withProcesses = recording.floors.map((floor, index) => ({
    ...floor,
    processes: Object.entries(floors[index] ?? {}).map(([id, fds]) => processOf(Number(id), fds)),
  }));
  return { ...recording, floors: withProcesses };
}

/** The same of a tree that is no cluster. */
function treeRecording(floors: readonly Floor[], label: string, metrics: MetricReadings): TargetRecording {
  const recording = clusterRecording(floors);
  const asChild = (process: ProcessReading): ProcessReading => ({
    ...process,
    label,
    role: 'process',
    metrics: { ...process.metrics, ...metrics },
  });
  const withChildren = recording.floors.map(({ processes = [], ...floor }) => ({
    ...floor,
    processes: processes.map(asChild),
  }));
  return { ...recording, floors: withChildren };
}

const growths = (recording: TargetRecording, metric: MetricId = 'fds'): readonly number[] =>
  metricBlocks(endpointBlocks(recording, 'GET /'), metric).map(({ growth }) => growth);

describe('growth of a cluster', () => {
  it('is the growth of all its processes', () => {
    const recording = clusterRecording([
      { 0: 30, 1: 20, 2: 20 },
      { 0: 31, 1: 25, 2: 22 },
    ]);
    expect(growths(recording)).to.deep.equal([8]);
  });

  it('leaves out a worker that ended, its successor and its successor’s first whole block', () => {
    const recording = clusterRecording([
      { 0: 30, 1: 20, 2: 20 },
      { 0: 30, 1: 30, 2: 30 },
      { 0: 30, 1: 40, 3: 14 },
      { 0: 30, 1: 50, 3: 20 },
      { 0: 30, 1: 60, 3: 30 },
    ]);
    expect(growths(recording)).to.deep.equal([20, 10, 10, 20]);
    expect(growths(recording, 'children')).to.deep.equal([0, 0, 0, 0]);
  });

  it('does the same where the successor comes a block later, and for workers that start late', () => {
    const recording = clusterRecording([
      { 0: 30, 1: 20 },
      { 0: 30, 1: 20, 2: 15 },
      { 0: 30, 1: 20, 2: 20 },
      { 0: 30, 2: 20 },
      { 0: 30, 2: 20, 3: 15 },
      { 0: 30, 2: 20, 3: 22 },
      { 0: 30, 2: 20, 3: 22 },
    ]);
    expect(growths(recording)).to.deep.equal([0, 0, 0, 0, 0, 0]);
    // The tree itself is counted as it is: a worker too many is one.
    expect(growths(recording, 'children')).to.deep.equal([1, 0, -1, 1, 0, 0]);
  });

  it('counts what helpers in other languages hold as they come and go', () => {
    const recording = treeRecording([{ 0: 30 }, { 0: 30, 1: 5 }, { 0: 30 }], 'sleep', {});
    expect(growths(recording)).to.deep.equal([5, -5]);
  });

  it('leaves out a child of Node.js that ended, one that came in its place, and a child for one request', () => {
    const recording = treeRecording(
      [{ 0: 30, 1: 20 }, { 0: 30, 1: 30 }, { 0: 30, 2: 15 }, { 0: 30, 2: 20 }, { 0: 30, 2: 27, 3: 9 }, { 0: 30 }],
      'node',
      { heapUsedBytes: 1 },
    );
    expect(growths(recording)).to.deep.equal([10, 0, 0, 7, 0]);
    const told = findReplacements(recording.floors).map(({ ended, came }) => [ended, came].map((each) => each.length));
    expect(told).to.deep.equal([
      [1, 1],
      [1, 0],
    ]);
  });

  it('goes on with the first process where it is the only one left, or was the only one at first', () => {
    const recording = treeRecording([{ 0: 30 }, { 0: 33, 1: 20 }, { 0: 37 }, { 0: 42 }], 'node', { heapUsedBytes: 1 });
    const floors = recording.floors.map(({ processes = [], ...floor }) =>
      processes.length < 2 ? floor : { ...floor, processes },
    );
    expect(growths({ ...recording, floors })).to.deep.equal([3, 4, 5]);
  });
});

describe('findReplacements', () => {
  it('tells who ended and who came, and when', () => {
    const { floors } = clusterRecording([
      { 0: 1, 1: 1 },
      { 0: 1, 1: 1, 2: 1 },
      { 0: 1, 2: 1 },
      { 0: 1, 2: 1, 3: 1 },
    ]);
    const told = findReplacements(floors).map(({ ended, came, atRequests }) => [
      ended.map(({ label }) => label),
      came.map(({ label }) => label),
      atRequests,
    ]);
    expect(told).to.deep.equal([
      [['worker 1'], [], 20],
      [[], ['worker 3'], 30],
    ]);
  });

  it('is a warning, and starting late is none', () => {
    const late = clusterRecording([{ 0: 1 }, { 0: 1, 1: 1 }]);
    expect(targetWarnings(late, [])).to.deep.equal([]);
    const [warning] = targetWarnings(
      clusterRecording([
        { 0: 1, 1: 1 },
        { 0: 1, 2: 1 },
      ]),
      [],
    );
    expect(warning?.code).to.equal('WORKER_REPLACED');
    expect(warning?.message).to.include('worker 1').and.include('worker 2 came instead').and.include('10 requests');
    const [alone] = targetWarnings(clusterRecording([{ 0: 1, 1: 1 }, { 0: 1 }]), []);
    expect(alone?.message).to.include('nobody took their place');
  });
});

describe('growingProcess', () => {
  const grown = (...last: readonly [number, number, number]): string | null =>
    growingProcess(
      clusterRecording([
        { 0: 30, 1: 20, 2: 20, 3: 20 },
        { 0: 30, 1: 29, 2: 29, 3: 29 },
        { 0: 30, 1: 29 + last[0], 2: 29 + last[1], 3: 29 + last[2] },
      ]),
      'GET /',
      'fds',
    );

  it('names the one worker that grew once the others had filled', () => {
    expect(grown(0, 10, 1)).to.equal('91 % of the growth of fds is in worker 2, one of 3 workers.');
  });

  it('says nothing when several grew, or none', () => {
    expect(grown(5, 5, 5)).to.equal(null);
    expect(grown(0, 0, 0)).to.equal(null);
    expect(grown(-5, -5, 0)).to.equal(null);
  });

  it('says nothing of two workers', () => {
    const two = clusterRecording([
      { 1: 20, 2: 20 },
      { 1: 20, 2: 30 },
    ]);
    expect(growingProcess(two, 'GET /', 'fds')).to.equal(null);
  });
});

describe('processResults', () => {
  it('gives start, end and peak of each process, workers by their number', () => {
    const recording = clusterRecording([
      { 0: 30, 2: 20, 10: 20 },
      { 0: 30, 2: 26, 10: 20 },
      { 0: 31, 2: 22, 11: 9 },
    ]);
    const sample = {
      type: 'sample',
      target: 'literal',
      atMs: 5,
      requests: 1,
      metrics: {},
      processes: [processOf(2, 40)],
    } as const;
    const results = processResults({ ...recording, samples: [sample] });
    expect(
      results.map(({ label, isFromStart, isAtEnd, metrics }) => [label, isFromStart, isAtEnd, metrics.fds]),
    ).to.deep.equal([
      ['master', true, true, { start: 30, end: 31, peak: 31 }],
      ['worker 2', true, true, { start: 20, end: 22, peak: 40 }],
      ['worker 10', true, false, { start: 20, end: 20, peak: 20 }],
      ['worker 11', false, true, { start: 9, end: 9, peak: 9 }],
    ]);
  });

  it('is empty for a single process', () => {
    expect(processResults(literalRecording({ fds: 1 }, []))).to.deep.equal([]);
  });
});
