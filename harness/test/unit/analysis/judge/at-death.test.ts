import { expect } from 'chai';
import { analyzeTarget } from '../../../../src/analysis/analyze.js';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { hasRunIntoLimit } from '../../../../src/analysis/reached-limits.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import type { RecordedFailure, TargetRecording } from '../../../../src/model/recording.js';
import type { TargetResult } from '../../../../src/model/result.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';
import { toRecording } from '../../../support/synthetic-recording.js';

const limits = { connections: { postgres: 100 }, fileLimit: 200, heapLimitBytes: 100e6, memoryBytes: 1e9 };

const crash = (said: string, how = 'exit code 1'): RecordedFailure => ({
  code: 'TARGET_CRASHED',
  message: `app ended with ${how} while GET / was driven. Its last output:\n${said}`,
});

const unrelated = crash("TypeError: Cannot read properties of undefined (reading 'menu')");
const tooMany = crash('error: sorry, too many clients already');
const outOfMemory = crash('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory');

const withEnd = (recording: TargetRecording, failure: RecordedFailure | null): TargetRecording => {
  const reason = failure === null ? 'budget' : 'failed';
  return { ...recording, end: { type: 'target-end', target: recording.target.name, atMs: 99_000, reason, failure } };
};

const judged = (recording: TargetRecording, failure: RecordedFailure | null): TargetResult =>
  analyzeTarget(toRecording([recording]).header, withEnd(recording, failure));

/** Sequential blocks that double, each of which leaves so much per request behind. */
function growing(metric: MetricId, perRequest: number, sizes: readonly number[], start = 5): readonly LiteralBlock[] {
  let level = start;
  return sizes.map((requests) => {
    level += perRequest * requests;
    return { endpoint: 'GET /', requests, phase: 'scout', floor: { [metric]: level } };
  });
}

const idle = (metric: MetricId, level: number): LiteralBlock => ({
  endpoint: null,
  requests: 0,
  floor: { [metric]: level },
});

const connections = growing('pg.connections', 1, [1, 2, 4, 8, 16]);
const recordingOf = (
  blocks: readonly LiteralBlock[],
  first: Readonly<Record<string, number>> = { 'pg.connections': 5 },
) => literalRecording(first, blocks, { limits });

describe('a target that dies', () => {
  it('is accused by what it ran out of, without a wait', () => {
    const result = judged(recordingOf(connections), tooMany);
    expect(result).to.deep.include({ verdict: 'leaking', failure: tooMany });
    expect(result.endpoints[0]?.findings[0]?.metric).to.equal('pg.connections');
  });

  it('of something else has proven nothing without a wait, and says what was growing', () => {
    const result = judged(recordingOf(connections), unrelated);
    expect(result).to.deep.include({ verdict: 'failed', expectationMet: false });
    expect(result.endpoints[0]?.verdict).to.equal('inconclusive');
    expect(result.endpoints[0]?.metrics[0]?.reason).to.include('failed before a wait');
    expect(result.failure).to.deep.include({ code: 'TARGET_CRASHED' });
    expect(result.failure?.message).to.include(unrelated.message);
    expect(result.failure?.message).to.include('pg.connections had grown by 31 in 31 requests to GET /');
    // The same without a death is the end of an experiment like any other.
    expect(judged(recordingOf(connections), null).verdict).to.equal('leaking');
  });

  it('stays accused of what stood the wait before, whatever it dies of', () => {
    const waited = [...connections, idle('pg.connections', 36)];
    expect(judged(recordingOf(waited), unrelated)).to.deep.include({ verdict: 'leaking', failure: unrelated });
    const drivenOn = [...waited, ...growing('pg.connections', 1, [32], 36)];
    expect(judged(recordingOf(drivenOn), unrelated).verdict).to.equal('leaking');
  });

  it('is not accused where the wait gave something back, and another one was due', () => {
    expect(judged(recordingOf([...connections, idle('pg.connections', 33)]), unrelated).verdict).to.equal('failed');
  });

  it('is not accused of what began to grow after the wait', () => {
    const late = [idle('pg.connections', 5), ...connections];
    expect(judged(recordingOf(late), unrelated).verdict).to.equal('failed');
  });

  it('in its first large block leaves too little to accuse, and says what grew', () => {
    const early = growing('pg.connections', 10, [1]);
    const result = judged(recordingOf(early), tooMany);
    expect(result.verdict).to.equal('failed');
    expect(result.failure?.message).to.include('pg.connections had grown by 10 in 1 requests to GET /');
  });

  it('is not accused of what did not grow', () => {
    const still = growing('pg.connections', 0, [1, 2, 4, 8, 16, 32]);
    expect(judged(recordingOf(still), tooMany)).to.deep.include({ verdict: 'failed', failure: tooMany });
  });

  it('accuses the endpoint that led there alone', () => {
    const sizes = [1, 2, 4, 8, 16];
    let level = 5;
    const blocks = sizes.flatMap((requests) =>
      [1, 0.3].map((perRequest, index): LiteralBlock => {
        level += Math.round(perRequest * requests);
        const endpoint = index === 0 ? 'GET /' : 'GET /few';
        return { endpoint, requests, phase: 'scout', floor: { 'pg.connections': level } };
      }),
    );
    const verdicts = (failure: RecordedFailure | null) =>
      judged(recordingOf(blocks), failure).endpoints.map(({ verdict }) => verdict);
    expect(verdicts(null)).to.deep.equal(['leaking', 'leaking']);
    expect(verdicts(tooMany)).to.deep.equal(['leaking', 'inconclusive']);
  });

  it('of memory is accused by few blocks, those of scouting included', () => {
    const noisy = [285_000, 109_000, 102_500, 101_300, 100_100, 100_100, 100_000];
    let level = 5e6;
    const blocks = noisy.map((perRequest, index): LiteralBlock => {
      level += perRequest * 2 ** index;
      return { endpoint: 'GET /', requests: 2 ** index, phase: 'scout', floor: { heapUsedBytes: level } };
    });
    const full = growing('heapUsedBytes', 100_000, [64, 144], level).map(
      (block) => ({ ...block, phase: 'measure' }) as const,
    );
    const result = judged(recordingOf([...blocks, ...full], { heapUsedBytes: 5e6 }), outOfMemory);
    expect(result.verdict).to.equal('leaking');
    expect(result.endpoints[0]?.findings[0]?.perRequest.estimate).to.be.within(99_000, 105_000);
    expect(judged(recordingOf([...blocks, ...full], { heapUsedBytes: 5e6 }), unrelated).verdict).to.equal('failed');
  });

  it('of memory is accused by five blocks after the first, and not by four', () => {
    const verdictOf = (...sizes: readonly number[]) =>
      judged(recordingOf(growing('heapUsedBytes', 1.2e6, sizes, 5e6), { heapUsedBytes: 5e6 }), outOfMemory).verdict;
    expect(verdictOf(1, 2, 4, 8, 16)).to.equal('failed');
    expect(verdictOf(1, 2, 4, 8, 16, 32)).to.equal('leaking');
  });

  it('of memory is not accused where the growth faded', () => {
    let level = 5e6;
    const blocks = [1, 2, 4, 8, 16, 32, 64, 64, 128].map((requests, index): LiteralBlock => {
      level += 6e6 / (index + 1);
      return { endpoint: 'GET /', requests, floor: { heapUsedBytes: level } };
    });
    const result = judged(recordingOf(blocks, { heapUsedBytes: 5e6 }), outOfMemory);
    expect(result.verdict).to.equal('failed');
    expect(result.failure?.message).to.match(/heapUsedBytes had grown by \d+\.\d MB in 319 requests/);
  });
});

describe('a limit that a target ran into', () => {
  const hasRun = (metric: MetricId, failure: RecordedFailure | null, first: number, last: number, of = metric) => {
    const blocks = [{ endpoint: 'GET /', requests: 9, floor: { [metric]: last } }];
    const recording = withEnd(literalRecording({ [metric]: first }, blocks, { limits }), failure);
    return hasRunIntoLimit(recording, endpointBlocks(recording, 'GET /'), of);
  };

  it('is the one that it names, and of which it had come a good part of the way', () => {
    expect(hasRun('pg.connections', tooMany, 5, 40)).to.equal(true);
    expect(hasRun('pg.connections', tooMany, 5, 10)).to.equal(false);
    // A tenth of the 95 that are left: half may be open under load alone, and the last block is four times all before it.
    expect(hasRun('pg.connections', tooMany, 5, 14)).to.equal(false);
    expect(hasRun('pg.connections', tooMany, 5, 15)).to.equal(true);
    expect(hasRun('pg.connections', unrelated, 5, 90)).to.equal(false);
    expect(hasRun('pg.connections', null, 5, 90)).to.equal(false);
    expect(hasRun('fds', tooMany, 20, 150)).to.equal(false);
    expect(hasRun('heapUsedBytes', outOfMemory, 5e6, 40e6)).to.equal(true);
  });

  it('of descriptors is reached by all that takes one', () => {
    const full = crash("Error: EMFILE: too many open files, open 'x'");
    const metrics = ['fds', 'sockets', 'pg.connections', 'children'] as const;
    expect(metrics.map((of) => hasRun('fds', full, 20, 90, of))).to.deep.equal([true, true, true, false]);
  });

  it('of the memory of a machine is told by the way it ended alone', () => {
    const killed = crash('', 'signal SIGKILL');
    expect(hasRun('rssBytes', killed, 1e8, 4e8, 'arrayBuffersBytes')).to.equal(true);
    expect(hasRun('rssBytes', crash('', 'exit code 137'), 1e8, 4e8, 'arrayBuffersBytes')).to.equal(true);
    expect(hasRun('rssBytes', killed, 1e8, 1.2e8, 'arrayBuffersBytes')).to.equal(false);
    expect(hasRun('rssBytes', crash('', 'signal SIGTERM'), 1e8, 4e8, 'arrayBuffersBytes')).to.equal(false);
  });

  it('is none where nobody knows where it stands', () => {
    const recording = literalRecording({ fds: 20 }, [{ endpoint: 'GET /', requests: 9, floor: { fds: 900 } }]);
    expect(hasRunIntoLimit(withEnd(recording, crash('EMFILE')), endpointBlocks(recording, 'GET /'), 'fds')).to.equal(
      false,
    );
  });
});
