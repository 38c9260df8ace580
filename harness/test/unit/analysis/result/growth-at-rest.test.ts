import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import { leak, together } from '../../../support/growth-functions.js';
import { serviceWith } from '../../../support/simulated-servers.js';
import { simulateExperiment } from '../../../support/synthetic-recording.js';

const codesOf = (...parameters: Parameters<typeof serviceWith>): readonly string[] => {
  const { recording } = simulateExperiment(serviceWith(...parameters));
  const [target] = analyzeRecording(recording).targets;
  expect(target?.verdict).to.equal('leaking');
  return target?.warnings.map(({ code }) => code) ?? [];
};

/** Two megabytes a second, whether requests are sent or not. */
const byTime = ({ nowMs }: { readonly nowMs: number }): number => 2_000 * nowMs;

describe('growthAtRestWarnings', () => {
  it('warns of what leaks as time passes', () => {
    expect(codesOf('heapUsedBytes', byTime)).to.include('GROWS_AT_REST');
    expect(codesOf('fds', ({ nowMs }) => Math.floor(nowMs / 5))).to.include('GROWS_AT_REST');
  });

  it('says nothing of a leak that needs requests, also beside a little that needs none', () => {
    expect(codesOf('heapUsedBytes', leak(1_024))).to.not.include('GROWS_AT_REST');
    expect(codesOf('heapUsedBytes', together(leak(4_096), byTime))).to.not.include('GROWS_AT_REST');
  });

  it('tells how much of the growth time explains', () => {
    const { recording } = simulateExperiment(serviceWith('heapUsedBytes', together(leak(600), byTime)));
    const warning = analyzeRecording(recording).targets[0]?.warnings.find(({ code }) => code === 'GROWS_AT_REST');
    expect(Number(/explain (\d+) %/.exec(warning?.message ?? '')?.[1])).to.be.within(50, 75);
  });
});
