import { expect } from 'chai';
import { analyzeEndpoints } from '../../../src/analysis/analyze.js';
import { createSampleRecording } from '../../fixtures/report/sample-recording.js';
import { recordingLines } from '../../support/fuzz/seeds.js';

const header = recordingLines[0] as Parameters<typeof analyzeEndpoints>[0];

function judgeMs(endpoints: number): number {
  const growth = Object.fromEntries(Array.from({ length: endpoints }, (_, index) => [`GET /${index}`, {}]));
  const recording = createSampleRecording('many', growth, [64, 128]);
  const startedMs = performance.now();
  expect(analyzeEndpoints(header, recording)).to.have.length(endpoints);
  return performance.now() - startedMs;
}

describe('judging many endpoints', () => {
  it('takes time in proportion to them', () => {
    judgeMs(100);
    // Sixteen times for a quadratic rule; the rest is room for a busy machine.
    expect(judgeMs(1_600) / judgeMs(400)).to.be.below(10);
  });
});
