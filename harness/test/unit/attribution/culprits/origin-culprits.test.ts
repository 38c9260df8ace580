import { expect } from 'chai';
import { originCulprits } from '../../../../src/attribution/culprits/origin-culprits.js';
import type { RecordedOrigin } from '../../../../src/model/evidence.js';
import { evidence, finding, installed, origin, own } from './evidence.js';

describe('attribution/originCulprits', () => {
  const opened = (line: number, overrides: Partial<RecordedOrigin> = {}) =>
    origin({ server: null, stack: [own('open', line)], ...overrides });
  const steady = opened(10, { alive: 40, aliveBefore: 40 });
  const grown = opened(20, { alive: 40, aliveBefore: 20 });

  function linesOf(origins: readonly RecordedOrigin[], estimate = 1, lateRequests: number | null = 16) {
    const late = lateRequests === null ? {} : { lateRequests };
    return originCulprits(finding('sockets', estimate), evidence({ origins, ...late })).map(({ line }) => line);
  }

  it('leaves out what did not grow in the second half', () => {
    expect(linesOf([steady, grown])).to.deep.equal([20]);
    expect(linesOf([opened(30), grown])).to.have.members([30, 20]);
  });

  it('leaves nothing out where nobody looked in between, or what leaks may have stayed away', () => {
    expect(linesOf([steady, grown], 1, null)).to.have.members([10, 20]);
    expect(linesOf([steady, grown], 0.1, 16)).to.have.members([10, 20]);
  });

  it('keeps what a pool that is used up has lent', () => {
    const lent = opened(10, { kind: 'pool-client', alive: 10, aliveBefore: 10 });
    const record = evidence({ origins: [lent], lateRequests: 16 });
    expect(originCulprits(finding('pool.checkedOut'), record).map(({ line }) => line)).to.deep.equal([10]);
  });

  it('leaves nothing out of findings in bytes', () => {
    const buffers = opened(10, { kind: 'array-buffer', aliveBytes: 4_096, alive: 40, aliveBefore: 40 });
    const record = evidence({ origins: [buffers], lateRequests: 16 });
    expect(originCulprits(finding('arrayBuffersBytes', 4_096), record)).to.have.length(1);
  });

  it('names the other party second where there is doubt, and nobody where there is none', () => {
    const called = { ...own('serve', 24), called: { name: 'connect', isNew: false } };
    const doubtful = originCulprits(
      finding('pg.connections'),
      evidence({ origins: [origin({ stack: [installed('connect'), called] })] }),
    );
    expect(doubtful.map(({ line, certainty, calledFrom }) => [line, certainty, calledFrom])).to.deep.equal([
      [24, 'likely', null],
      [45, 'possible', 'src/app.ts:24'],
    ]);
    const seen = originCulprits(finding('pg.connections'), evidence({ origins: [origin({})] }));
    expect(seen.map(({ line, certainty }) => [line, certainty])).to.deep.equal([[24, 'certain']]);
  });
});
