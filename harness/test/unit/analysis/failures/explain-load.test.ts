import { expect } from 'chai';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { explainLoad } from '../../../../src/analysis/failures/explain-load.js';
import { summarizeLoad } from '../../../../src/analysis/judge/load-summary.js';
import type { BlockCpu } from '../../../../src/model/block.js';
import type { LoadResult } from '../../../../src/model/load.js';
import { literalRecording } from '../../../support/literal-recording.js';

const endpoint = 'GET /';

function explained(load: Partial<LoadResult>, cpu?: BlockCpu): string | null {
  const block = { endpoint, requests: 10, floor: {}, load, ...(cpu === undefined ? {} : { cpu }) };
  const recording = literalRecording({}, [block]);
  return explainLoad(recording, endpoint, summarizeLoad(endpointBlocks(recording, endpoint)));
}

/** Of a literal block, which takes 900 ms. */
const computing = (share: number): BlockCpu => ({ targetMs: 900 * share, loadMs: 10 });

const late = { ok: 2, timeouts: 8, statuses: { 200: 2 }, firstFailure: 'GET / was not answered within 100 ms' };

describe('analysis/failures/explain-load', () => {
  it('says nothing where nothing failed', () => {
    expect(explained({})).to.equal(null);
  });

  it('says that a service computes which is late', () => {
    expect(explained(late, computing(0.97)))
      .to.include('it computes (97 % of the time)')
      .and.include('requestTimeoutMs');
  });

  it('says no such thing of one that waits, or of which it is not known', () => {
    expect(explained(late, computing(0.4))).to.equal(null);
    expect(explained(late)).to.equal(null);
  });

  it('asks for a login only where most of what failed did', () => {
    const text = 'GET / answered 401: no';
    expect(explained({ ok: 0, unexpected: 10, statuses: { 401: 10 }, firstFailure: text })).to.include('docs/auth.md');
    expect(explained({ ok: 0, unexpected: 10, statuses: { 401: 2, 500: 8 }, firstFailure: text })).to.equal(null);
  });

  it('takes the address that our own client could not reach for none that the service needs', () => {
    const firstFailure = 'GET /: ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:5432)';
    expect(explained({ ok: 0, errors: 10, statuses: {}, firstFailure })).to.equal(null);
  });

  it('knows an answer of a server that speaks TLS', () => {
    const firstFailure = 'GET / answered 400: The plain HTTP request was sent to HTTPS port';
    expect(explained({ ok: 0, unexpected: 10, statuses: { 400: 10 }, firstFailure })).to.include('https://');
  });
});
