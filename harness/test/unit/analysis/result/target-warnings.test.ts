import { expect } from 'chai';
import { targetWarnings } from '../../../../src/analysis/result/target-warnings.js';
import type { BlockRecord } from '../../../../src/model/block.js';
import { noLoad } from '../../../../src/model/load.js';
import type { EndpointResult } from '../../../../src/model/result.js';
import { literalRecording } from '../../../support/literal-recording.js';

/** A recording of ten floors, so many of which were never still. */
const withUnsettled = (unsettled: number) =>
  literalRecording(
    {},
    Array.from({ length: 9 }, (_, index) => ({
      endpoint: 'GET /',
      requests: 1,
      floor: {},
      settled: index >= unsettled,
    })),
  );

const endpoint = (id: string, ok: number): EndpointResult => ({
  id,
  verdict: 'clean',
  requests: 100,
  load: {
    sent: 100,
    ok,
    non2xx: 7,
    errors: 2,
    timeouts: 1,
    requestsPerSecond: 10,
    latencyMs: { p50: 1, p95: 2, p99: 3 },
    byStatus: { '200': ok },
    fromProxy: null,
  },
  metrics: [],
  findings: [],
  remarks: [],
  advice: '',
});

describe('targetWarnings', () => {
  it('warns of more than a fifth of floors that never settled', () => {
    expect(targetWarnings(withUnsettled(2), [])).to.deep.equal([]);
    const [warning, ...others] = targetWarnings(withUnsettled(3), []);
    expect(others).to.deep.equal([]);
    expect(warning?.code).to.equal('FLOORS_UNSETTLED');
    expect(warning?.message).to.contain('3 of 10 floors');
  });

  it('warns of each endpoint whose requests failed, with how', () => {
    const warnings = targetWarnings(withUnsettled(0), [endpoint('GET /a', 100), endpoint('GET /b', 97)]);
    expect(warnings.map(({ code }) => code)).to.deep.equal(['LOAD_ERRORS']);
    expect(warnings[0]?.message).to.equal(
      'GET /b: 3 of 100 requests failed (2 errors, 1 timeouts, 7 answers outside 2xx).',
    );
  });

  it('warns of logins between two floors', () => {
    const block = (endpoint: string, logins?: number): BlockRecord => ({
      type: 'block',
      target: 'literal',
      endpoint,
      phase: 'measure',
      stage: 0,
      requests: 9,
      connections: 1,
      startMs: 0,
      endMs: 1,
      floorBefore: 0,
      floorAfter: 1,
      load: logins === undefined ? noLoad : { ...noLoad, logins },
    });
    const blocks = [block('GET /a', 2), block('GET /b'), block('GET /a', 3)];
    const [warning, ...others] = targetWarnings({ ...withUnsettled(0), blocks }, []);
    expect(others).to.deep.equal([]);
    expect(warning).to.deep.equal({
      code: 'LOGINS_MEASURED',
      message:
        'GET /a: 5 answers were 401, after which clients logged in again while it was measured. What a login leaves behind is counted with it.',
    });
  });

  it('passes on what was recorded as it happened, and nothing of its time', () => {
    const event = { type: 'event', target: 'literal', atMs: 5, code: 'AGENT_ABSENT', message: 'No agent.' } as const;
    expect(targetWarnings({ ...withUnsettled(0), events: [event] }, [])).to.deep.equal([
      { code: 'AGENT_ABSENT', message: 'No agent.' },
    ]);
  });

  it('tells the errors of a proxy from those of the target', () => {
    const { load, ...rest } = endpoint('GET /', 90);
    const byStatus = { '200': 90, '429': 6, '500': 4 };
    const [warning] = targetWarnings(withUnsettled(0), [
      { ...rest, load: { ...load, byStatus, fromProxy: { '429': 6 } } },
    ]);
    expect(warning?.message).to.include('Error answers of the proxy: 6 × 429; of the target itself: 4 × 500.');
  });
});
