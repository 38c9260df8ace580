import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import { endpointBlocks, metricBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { planNext } from '../../../../src/analysis/plan/plan-next.js';
import { shareInThreads, threadsThatGrow } from '../../../../src/analysis/processes/growth-in-threads.js';
import type { FloorRecord, ProcessReading } from '../../../../src/model/readings.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import type { EndpointResult, TargetResult } from '../../../../src/model/result.js';
import { leak } from '../../../support/growth-functions.js';
import { literalRecording } from '../../../support/literal-recording.js';
import { simulatedService } from '../../../support/simulated-servers.js';
import { defaultSettings, simulateExperiment, toRecording } from '../../../support/synthetic-recording.js';

const metric = 'heapUsedBytes';

/** The heap of the main thread (0), and of each worker thread by its number, at one floor. */
type Floor = Readonly<Record<number, number>>;

function threadedRecording(floors: readonly Floor[], pid = 100): TargetRecording {
  const sumOf = (floor: Floor): number => Object.values(floor).reduce((sum, bytes) => sum + bytes, 0);
  const [first = {}, ...others] = floors;
  const recording = literalRecording(
    { [metric]: sumOf(first) },
    others.map((floor) => ({ endpoint: 'GET /', requests: 10, floor: { [metric]: sumOf(floor) } })),
  );
  const threadsOf = (floor: Floor = {}): Pick<FloorRecord, 'threads'> => ({
    threads: Object.entries(floor)
      .filter(([id]) => id !== '0')
      .map(([id, bytes]) => ({ pid, thread: Number(id), metrics: { [metric]: bytes } })),
  });
  return { ...recording, floors: recording.floors.map((floor, index) => ({ ...floor, ...threadsOf(floors[index]) })) };
}

const growths = (recording: TargetRecording): readonly number[] =>
  metricBlocks(endpointBlocks(recording, 'GET /'), metric).map(({ growth }) => growth);

describe('growth in worker threads', () => {
  it('is the growth of all threads', () => {
    const recording = threadedRecording([
      { 0: 1_000, 1: 500 },
      { 0: 1_010, 1: 600 },
    ]);
    expect(growths(recording)).to.deep.equal([110]);
  });

  it('leaves out a thread that ended, its successor and its successor’s first whole block', () => {
    const recording = threadedRecording([
      { 0: 1_000, 1: 500, 2: 500 },
      { 0: 1_000, 1: 510, 2: 510 },
      { 0: 1_000, 1: 520, 3: 400 },
      { 0: 1_000, 1: 530, 3: 450 },
      { 0: 1_000, 1: 540, 3: 460 },
    ]);
    expect(growths(recording)).to.deep.equal([20, 10, 10, 20]);
  });

  it('is none where each floor has threads of its own', () => {
    const recording = threadedRecording([{ 0: 1_000 }, { 0: 1_000, 1: 500 }, { 0: 1_000, 2: 700 }, { 0: 1_000 }]);
    expect(growths(recording)).to.deep.equal([0, 0, 0]);
  });

  it('is taken out once where a process ends with its threads', () => {
    const recording = threadedRecording(
      [
        { 0: 1_000, 1: 500 },
        { 0: 1_000, 1: 500 },
      ],
      101,
    );
    const worker = (pid: number, label: string): ProcessReading => ({
      pid,
      label,
      role: 'worker',
      metrics: { [metric]: 700 },
    });
    const [before, after] = recording.floors;
    if (before === undefined || after === undefined) throw new Error('no floors');
    const floors = [
      { ...before, processes: [worker(101, 'worker 1')] },
      { ...after, processes: [worker(102, 'worker 2')], threads: [] },
    ];
    expect(growths({ ...recording, floors })).to.deep.equal([0]);
  });

  it('is named where most of it is in threads that were there all the time', () => {
    const floors = [1, 2, 3, 4, 5].map((step) => ({ 0: 1_000 + step, 1: 500 + 99 * step }));
    const recording = threadedRecording(floors);
    expect(shareInThreads(recording, 'GET /', metric)).to.equal(0.99);
    expect(threadsThatGrow(recording, 'GET /', metric)).to.match(/^99 % of the growth of heapUsedBytes is in worker/);
    const inMain = threadedRecording(floors.map((floor) => ({ 0: floor[1], 1: floor[0] })));
    expect(threadsThatGrow(inMain, 'GET /', metric)).to.equal(null);
    expect(shareInThreads(threadedRecording([{ 0: 1 }, { 0: 9 }, { 0: 18 }]), 'GET /', metric)).to.equal(null);
  });
});

describe('worker threads that could not be read', () => {
  /** Unread at every so many floors. */
  function judged(
    growth: Parameters<typeof simulatedService>[0][string],
    every: number,
  ): [EndpointResult, TargetResult] {
    const { target } = simulateExperiment(simulatedService({ 'GET /': growth }));
    const floors = target.floors.map((floor, index) =>
      index % every === 0 ? { ...floor, unreadThreads: index === 0 ? 1 : 2 } : floor,
    );
    const [result] = analyzeRecording(toRecording([{ ...target, floors }])).targets;
    const [endpoint] = result?.endpoints ?? [];
    if (result === undefined || endpoint === undefined) throw new Error('Nothing was judged.');
    return [endpoint, result];
  }

  it('keep memory from being clean, and say how to read them', () => {
    const [{ verdict, metrics, advice }, { unmeasured, warnings }] = judged({}, 1);
    expect(verdict).to.equal('inconclusive');
    const open = metrics.filter((each) => each.verdict === 'inconclusive').map((each) => each.metric);
    expect(open).to.include.members(['heapUsedBytes', 'externalBytes', 'arrayBuffersBytes']);
    expect(metrics.find((each) => each.metric === 'fds')?.verdict).to.equal('clean');
    expect(advice).to.match(/^heapUsedBytes: The heap of 2 worker threads could not be read/);
    expect(advice).to.contain('WORKERS_UNREAD').and.to.not.contain('budget');
    expect(unmeasured).to.deep.include({ metric: 'heapUsedBytes', reason: 'heap of 2 worker threads' });
    const warning = warnings.find(({ code }) => code === 'WORKERS_UNREAD');
    expect(warning?.message).to.match(/^Not measured: heap of 2 worker threads of /);
  });

  it('are a warning and no more where that was rare', () => {
    const [{ verdict }, { warnings }] = judged({}, 1_000);
    expect(verdict).to.equal('clean');
    expect(warnings.map(({ code }) => code)).to.include('WORKERS_UNREAD');
  });

  it('keep nothing from being accused', () => {
    for (const grown of ['heapUsedBytes', 'fds']) {
      const [{ verdict }] = judged({ [grown]: leak(grown === 'fds' ? 1 : 2_000) }, 1);
      expect(verdict, grown).to.equal('leaking');
    }
  });

  it('are no reason to send more requests', () => {
    const { target } = simulateExperiment(simulatedService({ 'GET /': {} }));
    const floors = target.floors.map((floor) => ({ ...floor, unreadThreads: 1 }));
    const step = planNext({ ...target, floors, end: null }, defaultSettings, { spentMs: 0, seed: 1 });
    expect(step).to.deep.equal({ kind: 'done', reason: 'decided' });
  });
});

describe('processes whose heaps could not be read', () => {
  /** One without the agent, which uses so much CPU time from floor to floor. */
  function judged(cpuMsEach: number, growth: Parameters<typeof simulatedService>[0][string] = {}): EndpointResult {
    const { target } = simulateExperiment(simulatedService({ 'GET /': growth }));
    const floors = target.floors.map((floor, index) => ({
      ...floor,
      processes: [
        { pid: 1, label: 'node', role: 'process', metrics: {} } as const,
        { pid: 2, label: 'node', role: 'process', metrics: {}, unreadCpuMs: 40 + index * cpuMsEach } as const,
      ],
    }));
    const [result] = analyzeRecording(toRecording([{ ...target, floors }])).targets;
    const [endpoint] = result?.endpoints ?? [];
    if (endpoint === undefined) throw new Error('Nothing was judged.');
    return endpoint;
  }

  it('keep memory from being clean while they work, and say how to read them', () => {
    const { verdict, advice } = judged(10);
    expect(verdict).to.equal('inconclusive');
    expect(advice).to.match(/^heapUsedBytes: The heap of 1 process could not be read/);
    expect(advice).to.contain('PROCESSES_UNREAD').and.to.not.contain('budget');
  });

  it('keep nothing of requests while they do nothing', () => {
    expect(judged(0).verdict).to.equal('clean');
  });

  it('keep nothing from being accused', () => {
    expect(judged(10, { heapUsedBytes: leak(2_000) }).verdict).to.equal('leaking');
  });
});
