import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import { exitCodeOnceAccepted } from '../../../../src/analysis/baseline/to-baseline.js';
import { judgeBudgets } from '../../../../src/analysis/budgets/judge-budgets.js';
import { boundLatencyP95 } from '../../../../src/analysis/budgets/load-figures.js';
import { type BudgetLimit, type BudgetResult, isBudgetName } from '../../../../src/model/budget.js';
import type { LoadResult } from '../../../../src/model/load.js';
import type { MetricId, MetricReadings } from '../../../../src/model/metrics/catalogue.js';
import type { TargetEndRecord, TargetRecording } from '../../../../src/model/recording.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';
import { defaultSettings, toRecording } from '../../../support/synthetic-recording.js';

interface Situation {
  readonly blocks?: readonly LiteralBlock[];
  /** One per 200 ms from the beginning. */
  readonly samples?: readonly MetricReadings[];
  readonly endpoints?: readonly string[];
  readonly reason?: TargetEndRecord['reason'];
}

const block = (load: Partial<LoadResult> = {}, endpoint = 'GET /'): LiteralBlock => ({
  endpoint,
  requests: 100,
  floor: { 'pg.connections': 2, children: 0 },
  load,
});
const sampledEvery200Ms = (values: readonly number[], metric: MetricId = 'pg.connections'): readonly MetricReadings[] =>
  values.map((value) => ({ [metric]: value }));

function limitOf([name, limit]: readonly [name: string, limit: number]): BudgetLimit {
  if (!isBudgetName(name)) throw new Error(`${name} is no budget`);
  return { name, limit };
}

function recordingOf(budgets: Readonly<Record<string, number>>, situation: Situation): TargetRecording {
  const { blocks = [block(), block(), block()], samples = [], endpoints, reason = 'decided' } = situation;
  const recording = literalRecording(
    { 'pg.connections': 1, children: 0 },
    blocks,
    endpoints === undefined ? {} : { endpoints },
  );
  const { name } = recording.target;
  return {
    ...recording,
    target: { ...recording.target, budgets: Object.entries(budgets).map(limitOf) },
    samples: samples.map((metrics, index) => ({
      type: 'sample',
      target: name,
      atMs: 200 * index,
      requests: 0,
      metrics,
    })),
    end: { type: 'target-end', target: name, atMs: 9_000, reason, failure: null },
  };
}

function judged(budgets: Readonly<Record<string, number>>, situation: Situation = {}): BudgetResult {
  const [result] = judgeBudgets(recordingOf(budgets, situation), defaultSettings);
  if (result === undefined) throw new Error('no budget was judged');
  return result;
}

describe('budgets', () => {
  describe('of a peak', () => {
    const samples = sampledEvery200Ms([1, 3, 18, 4, 2]);

    it('stand on continuous samples and floors, whichever is higher', () => {
      expect(judged({ 'pg.connections': 17 }, { samples })).to.deep.include({
        observed: 18,
        limit: 17,
        unit: 'count',
        bound: 'at-most',
        outcome: 'broken',
        passed: false,
      });
      expect(judged({ 'pg.connections': 18 }, { samples })).to.deep.include({ observed: 18, passed: true });
      expect(judged({ 'pg.connections': 1 })).to.deep.include({ observed: 2, outcome: 'broken' });
    });

    it('count the first process beside its children', () => {
      expect(judged({ processes: 9 }, { samples: sampledEvery200Ms([8], 'children') })).to.include({
        observed: 9,
        passed: true,
      });
    });

    it('are not kept when the metric was never read, was not measurable, or belongs to an unknown process', () => {
      expect(judged({ 'redis.connections': 5 })).to.deep.include({
        observed: null,
        outcome: 'unmeasured',
        passed: false,
      });
      const recording = recordingOf({ 'pg.connections': 5, children: 5 }, {});
      const { start } = recording;
      if (start === null) throw new Error('the recording has no start');
      const unmeasured = [{ metric: 'pg.connections', reason: 'nobody asked' }] as const;
      const results = judgeBudgets({ ...recording, start: { ...start, pid: 0, unmeasured } }, defaultSettings);
      expect(results.map(({ outcome, observed }) => [outcome, observed])).to.deep.equal([
        ['unmeasured', null],
        ['unmeasured', null],
      ]);
      expect(results[0]?.reason).to.include('nobody asked');
    });

    it('are as high as the limit when answers say that the server was full, whatever was seen', () => {
      const full = block({ firstFailure: 'GET / answered 500: sorry, too many clients already' });
      const recording = recordingOf(
        { 'pg.connections': 50, 'redis.connections': 1 },
        { blocks: [full, block()], samples },
      );
      const { start } = recording;
      if (start === null) throw new Error('the recording has no start');
      const limited = { ...recording, start: { ...start, limits: { ...start.limits, connections: { postgres: 97 } } } };
      const [postgres, redis] = judgeBudgets(limited, defaultSettings);
      expect(postgres).to.deep.include({ observed: 97, outcome: 'broken' });
      expect(postgres?.reason).to.include('no connection left');
      expect(redis).to.deep.include({ observed: null });
    });

    it('are not kept when nothing was read for seconds under load; what was seen above the limit still breaks them', () => {
      const recording = recordingOf({ 'pg.connections': 20, processes: 1 }, { samples });
      const [first] = recording.blocks;
      if (first === undefined) throw new Error('the recording has no block');
      const stretched = { ...recording, blocks: [{ ...first, startMs: 5_000, endMs: 9_000 }] };
      const [kept] = judgeBudgets(stretched, defaultSettings);
      expect(kept).to.include({ observed: 18, outcome: 'unmeasured' });
      expect(kept?.reason).to.include('was not read for 4000 ms');
      const tight = {
        ...stretched,
        target: { ...recording.target, budgets: [{ name: 'pg.connections', limit: 9 }] as const },
      };
      expect(judgeBudgets(tight, defaultSettings)[0]).to.include({ outcome: 'broken' });
    });
  });

  describe('of the load', () => {
    const latency = (p95: number) => ({ latencyMs: { p50: 1, p95, p99: p95 + 1, max: p95 + 2 } });

    it('name the slowest endpoint, and leave out scouts and the first concurrent block', () => {
      const blocks = [
        { ...block(latency(900)), phase: 'scout' as const },
        block(latency(800)),
        block(latency(20)),
        block(latency(700), 'GET /slow'),
        block(latency(40), 'GET /slow'),
      ];
      expect(judged({ latencyP95Ms: 30 }, { blocks })).to.include({
        observed: 40,
        endpoint: 'GET /slow',
        unit: 'ms',
        outcome: 'broken',
      });
      expect(judged({ latencyP95Ms: 40 }, { blocks })).to.include({ outcome: 'kept' });
    });

    it('ask for the least throughput', () => {
      const loads = [1, 2, 3].map(() => block({ durationMs: 500 }));
      expect(judged({ requestsPerSecond: 201 }, { blocks: loads })).to.include({ observed: 200, outcome: 'broken' });
      expect(judged({ requestsPerSecond: 200 }, { blocks: loads })).to.include({ outcome: 'kept', bound: 'at-least' });
    });

    it('count every request for errors', () => {
      const blocks = [{ ...block({ ok: 90 }), phase: 'scout' as const }, block()];
      expect(judged({ errorRate: 0.05 }, { blocks })).to.include({ observed: 0.05, outcome: 'kept' });
      expect(judged({ errorRate: 0.04 }, { blocks })).to.include({ outcome: 'broken', unit: 'share' });
    });

    it('are not kept while an endpoint was not driven at the configured concurrency', () => {
      const blocks = [block(), block(), block({}, 'GET /slow')];
      for (const budgets of [{ latencyP95Ms: 10_000 }, { requestsPerSecond: 0 }]) {
        const result = judged(budgets, { blocks });
        expect(result).to.include({ outcome: 'unmeasured', passed: false });
        expect(result.reason).to.include('at 8 connections').and.include('GET /slow');
      }
      const endpoints = ['GET /', 'GET /never'];
      expect(judged({ errorRate: 1 }, { endpoints })).to.include({ outcome: 'unmeasured', observed: 0 });
    });
  });

  it('are not kept by a target that did not come to its end', () => {
    for (const reason of ['failed', 'interrupted'] as const) {
      expect(judged({ 'pg.connections': 99 }, { reason })).to.include({ observed: 2, outcome: 'unmeasured' });
    }
    expect(judged({ 'pg.connections': 1 }, { reason: 'failed' })).to.include({ outcome: 'broken' });
  });

  it('decide the exit code beside the verdict, and leave the verdict alone', () => {
    const exitCodes = [{ processes: 1 }, { processes: 0 }, { 'redis.connections': 1 }].map((budgets) => {
      const recording = recordingOf(budgets, {});
      const plain = analyzeRecording(toRecording([{ ...recording, target: { ...recording.target, budgets: [] } }]));
      const result = analyzeRecording(toRecording([recording]));
      const [target] = result.targets;
      expect(target).to.deep.include({ verdict: plain.verdict, expectationMet: plain.targets[0]?.expectationMet });
      return [plain.exitCode, result.exitCode, exitCodeOnceAccepted(result)];
    });
    // Three blocks decide nothing: inconclusive without budgets.
    expect(exitCodes).to.deep.equal([
      [2, 2, 2],
      [2, 1, 1],
      [2, 2, 2],
    ]);
  });
});

describe('p95 of several blocks', () => {
  const load = (answers: number, latencyMs: LoadResult['latencyMs']): LoadResult => ({
    sent: answers,
    ok: answers,
    non2xx: 0,
    unexpected: 0,
    errors: 0,
    timeouts: 0,
    requestsPerSecond: 1,
    durationMs: 1,
    latencyMs,
    statuses: { '200': answers },
    firstFailure: null,
  });

  it('is theirs where they are alike', () => {
    const alike = load(100, { p50: 1, p95: 9, p99: 12, max: 20 });
    expect(boundLatencyP95([alike, alike, alike])).to.equal(9);
  });

  it('is never below the p95 of all answers together', () => {
    const fast = load(900, { p50: 1, p95: 2, p99: 3, max: 4 });
    const slow = load(100, { p50: 50, p95: 90, p99: 99, max: 100 });
    // Half of the slow block, 5 % of all answers, came after 50 ms.
    expect(boundLatencyP95([fast, slow])).to.equal(50);
  });

  it('needs answers', () => {
    expect(boundLatencyP95([load(0, { p50: 0, p95: 0, p99: 0, max: 0 })])).to.equal(null);
  });
});
