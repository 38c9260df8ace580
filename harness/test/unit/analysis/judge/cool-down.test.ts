import { expect } from 'chai';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { isComingBack } from '../../../../src/analysis/judge/cool-down.js';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import { literalRecording } from '../../../support/literal-recording.js';

const grown: MetricJudgement = {
  metric: 'sockets',
  unit: 'count',
  verdict: 'leaking',
  perRequest: null,
  tolerance: 0.001,
  minimumDetectable: null,
  reason: '',
  growth: 1_000,
  pValue: null,
  needsMore: false,
};

/** Whether sockets are coming back of which so many of 1,000 went during an idle block. */
function comingBack(went: number, part = 1): boolean {
  const blocks = [
    { endpoint: 'GET /', requests: 1_000, floor: { sockets: 1_000 } },
    { endpoint: null, requests: 0, floor: { sockets: 1_000 - went } },
  ];
  const [idle] = endpointBlocks(literalRecording({ sockets: 0 }, blocks), null);
  if (idle === undefined) throw new Error('There is one idle block.');
  return isComingBack(idle, 'sockets', [{ metrics: [grown] }], part);
}

describe('isComingBack', () => {
  it('takes more than one in twenty of what grew for a return, and less for the instrument', () => {
    expect(comingBack(50)).to.equal(false);
    expect(comingBack(51)).to.equal(true);
  });

  it('expects as much less of a part of a wait', () => {
    expect(comingBack(25, 0.5)).to.equal(false);
    expect(comingBack(26, 0.5)).to.equal(true);
  });
});
