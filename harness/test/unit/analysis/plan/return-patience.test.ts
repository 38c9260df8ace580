import { expect } from 'chai';
import { returnPatienceMs } from '../../../../src/analysis/plan/return-patience.js';
import { literalRecording } from '../../../support/literal-recording.js';

/** Patience after blocks whose floors show these numbers of descriptors. */
const patienceAfter = (first: number, ...after: readonly number[]): number =>
  returnPatienceMs(
    literalRecording(
      { fds: first },
      after.map((fds) => ({ endpoint: 'GET /', requests: 10, floor: { fds } })),
    ),
  );

describe('returnPatienceMs', () => {
  it('is short while counts stand still or have grown once', () => {
    expect(patienceAfter(20)).to.equal(120);
    expect(patienceAfter(20, 20, 20)).to.equal(120);
    expect(patienceAfter(20, 20, 50)).to.equal(120);
    expect(patienceAfter(20, 30, 50, 50)).to.equal(120);
  });

  it('is shorter still where two waits in a row were in vain', () => {
    expect(patienceAfter(20, 30, 50)).to.equal(30);
    expect(patienceAfter(20, 20, 30, 50)).to.equal(30);
  });

  it('asks the latest blocks, whichever endpoint they drove', () => {
    const blocks = [
      { endpoint: 'GET /leak', requests: 10, floor: { fds: 30 } },
      { endpoint: 'GET /leak', requests: 10, floor: { fds: 40 } },
      { endpoint: 'GET /quiet', requests: 10, floor: { fds: 40 } },
    ];
    expect(returnPatienceMs(literalRecording({ fds: 20 }, blocks))).to.equal(120);
    expect(returnPatienceMs(literalRecording({ fds: 20 }, blocks.slice(0, 2)))).to.equal(30);
  });

  it('is long once something was seen to come back late', () => {
    expect(patienceAfter(20, 26, 22)).to.equal(1_500);
  });
});
