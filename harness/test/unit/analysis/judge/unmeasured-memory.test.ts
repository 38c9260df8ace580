import { expect } from 'chai';
import { judgeTarget } from '../../../../src/analysis/judge/judge-target.js';
import { toEndpointResult } from '../../../../src/analysis/result/endpoint-result.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import type { EndpointResult } from '../../../../src/model/result.js';
import { summarizeEndpoint } from '../../../../src/report/format/endpoint-summary.js';
import { literalRecording } from '../../../support/literal-recording.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

const level = { 'pg.connections': 0, fds: 20, sockets: 4, threads: 3, children: 0 };

function withoutAgent(perBlock = 0, rssBytes?: number): TargetRecording {
  const memory = rssBytes === undefined ? {} : { rssBytes };
  const blocks = Array.from({ length: 8 }, (_, index) => ({
    endpoint: 'GET /',
    requests: 1_000,
    floor: { ...level, fds: level.fds + (index + 1) * perBlock, ...memory },
  }));
  const recording = literalRecording({ ...level, ...memory }, blocks);
  if (recording.start === null) throw new Error('a literal recording has a start');
  return { ...recording, start: { ...recording.start, runtime: null } };
}

function judge(recording: TargetRecording, requiredMetrics: readonly MetricId[] = []): EndpointResult {
  const settings = { ...defaultSettings, requiredMetrics };
  const [judgement] = judgeTarget(recording, settings, true);
  if (judgement === undefined) throw new Error('no endpoint was judged');
  return toEndpointResult(recording, judgement, settings, '2026-01-01');
}

describe('an endpoint of a target whose heap was not read', () => {
  it('is inconclusive, and tells what is clean', () => {
    const result = judge(withoutAgent());
    expect(result.verdict).to.equal('inconclusive');
    expect(result.resources).to.deep.equal([
      { resource: 'memory', verdict: 'unmeasured' },
      { resource: 'descriptors', verdict: 'clean' },
      { resource: 'processes', verdict: 'clean' },
    ]);
    expect(summarizeEndpoint(result).headline).to.equal('memory not measured; descriptors, processes clean');
    expect(result.advice).to.contain('`metrics`');
  });

  it('is clean where the user lists metrics, and no memory among them', () => {
    const result = judge(withoutAgent(), ['fds']);
    expect(result.verdict).to.equal('clean');
    expect(summarizeEndpoint(result).headline).to.contain('memory not measured, nor asked for');
  });

  it('is inconclusive where the user lists a heap', () => {
    const result = judge(withoutAgent(), ['fds', 'heapUsedBytes']);
    expect(result.verdict).to.equal('inconclusive');
    expect(result.advice).to.contain('heapUsedBytes was asked for');
  });

  it('is clean as far as resident memory shows, where the user lists that', () => {
    const result = judge(withoutAgent(0, 7e7), ['rssBytes']);
    expect(result.verdict).to.equal('clean');
    expect(result.resources?.[0]).to.deep.equal({ resource: 'memory', verdict: 'clean' });
  });

  it('bounds memory by resident memory, and does not clear it', () => {
    const result = judge(withoutAgent(0, 7e7));
    expect(result.verdict).to.equal('inconclusive');
    expect(summarizeEndpoint(result).headline).to.match(/^memory not measured \(.*RSS.*\); descriptors/);
  });

  it('leaks where a count grows', () => {
    const result = judge(withoutAgent(1_000));
    expect(result.verdict).to.equal('leaking');
    expect(result.resources?.[0]?.verdict).to.equal('unmeasured');
  });

  it('speaks of no connections to a service that it was never seen to have', () => {
    const result = judge(withoutAgent(), ['fds']);
    expect(summarizeEndpoint(result).headline).not.to.match(/pg|connection/);
    expect(result.bound?.metric).not.to.equal('pg.connections');
  });
});
