import { expect } from 'chai';
import { judgeTarget } from '../../../../src/analysis/judge/judge-target.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

/** Groups of two endpoints, 500 requests each, and what grows in each group. */
function groups(count: number, growthOfGroup: number, from = 20): readonly LiteralBlock[] {
  return Array.from({ length: count }, (_, index): readonly LiteralBlock[] => [
    { endpoint: 'GET /a', requests: 500, floor: { fds: from + (index + 1) * growthOfGroup } },
    { endpoint: 'GET /b', requests: 500, floor: {}, joins: true },
  ]).flat();
}

const fdsOf = (recording: TargetRecording, endpoint: string) =>
  judgeTarget(recording, defaultSettings, false)
    .find((each) => each.endpoint === endpoint)
    ?.metrics.find(({ metric }) => metric === 'fds');

describe('judging what was driven together', () => {
  it('clears each endpoint by its own requests where nothing grew', () => {
    const recording = literalRecording({ fds: 20 }, groups(8, 0));
    expect(fdsOf(recording, 'GET /a')?.verdict).to.equal('clean');
    expect(fdsOf(recording, 'GET /b')?.verdict).to.equal('clean');
    const short = literalRecording({ fds: 20 }, groups(5, 0));
    expect(fdsOf(short, 'GET /a')?.verdict).to.equal('inconclusive');
  });

  it('accuses nobody of what grew together', () => {
    const recording = literalRecording({ fds: 20 }, groups(8, 500));
    for (const endpoint of ['GET /a', 'GET /b'])
      expect(fdsOf(recording, endpoint)).to.include({
        verdict: 'inconclusive',
        reason:
          'Grew while several endpoints were driven together. Which of them adds to it shows when each is driven alone.',
      });
  });

  it('charges all of it to everybody, though one of them is proven to leak', () => {
    const together = groups(8, 500);
    const sizes = [1, 2, 4, 8, 16, 32, 64, 64, 256, 512];
    let fds = 20 + 8 * 500;
    const alone = sizes.map((requests, index): LiteralBlock => {
      fds += requests;
      return { endpoint: 'GET /a', requests, floor: { fds }, phase: index < 7 ? 'scout' : 'measure' };
    });
    const recording = literalRecording({ fds: 20 }, [...together, ...alone]);
    expect(fdsOf(recording, 'GET /a')?.verdict).to.equal('leaking');
    expect(fdsOf(recording, 'GET /b')?.verdict).to.equal('inconclusive');
  });

  it('does not clear an endpoint of its own growth, seen alone but not proven yet', () => {
    const alone = [1, 2, 4].map((requests, index): LiteralBlock => {
      const lost = 2 ** (index + 1) - 1;
      return { endpoint: 'GET /a', requests, floor: { fds: 20 + 8 * 500 + lost }, phase: 'scout' };
    });
    const recording = literalRecording({ fds: 20 }, [...groups(8, 500), ...alone]);
    for (const endpoint of ['GET /a', 'GET /b']) expect(fdsOf(recording, endpoint)?.verdict).to.equal('inconclusive');
  });

  it('leaves others cleared when an innocent one is driven alone', () => {
    const leaking = [
      { endpoint: 'GET /s', requests: 40, floor: { fds: 60 } },
      { endpoint: 'GET /a', requests: 40, floor: {}, joins: true },
    ];
    const sent: LiteralBlock = { endpoint: 'GET /s', requests: 4, floor: { fds: 64 }, phase: 'scout' };
    const innocent: LiteralBlock = { endpoint: 'GET /b', requests: 1, floor: { fds: 64 }, phase: 'scout' };
    const recording = literalRecording({ fds: 20 }, [...leaking, sent, ...groups(8, 0, 64), innocent]);
    expect(fdsOf(recording, 'GET /a')?.verdict).to.equal('clean');
  });

  it('clears by the groups after whoever was suspected had left', () => {
    const [suspected, ...others] = ['GET /s', 'GET /a', 'GET /b'] as const;
    const first: readonly LiteralBlock[] = [
      { endpoint: suspected, requests: 40, floor: { fds: 60 } },
      ...others.map((endpoint) => ({ endpoint, requests: 40, floor: {}, joins: true })),
      { endpoint: suspected, requests: 4, floor: { fds: 62 }, phase: 'scout' },
    ];
    const recording = literalRecording({ fds: 20 }, [...first, ...groups(8, 0, 62)]);
    expect(fdsOf(recording, 'GET /a')?.verdict).to.equal('clean');
    expect(fdsOf(recording, suspected)?.verdict).to.equal('inconclusive');
  });

  it('is as sure of an endpoint that was driven alone, too, as its groups are', () => {
    const alone: LiteralBlock = { endpoint: 'GET /a', requests: 400, floor: { fds: 20 } };
    const recording = literalRecording({ fds: 20 }, [...groups(8, 0), alone, alone]);
    const settings = { ...defaultSettings, strict: false };
    const [endpoint] = judgeTarget(recording, settings, true);
    const fds = endpoint?.metrics.find(({ metric }) => metric === 'fds');
    expect(fds?.bound?.isFull).to.equal(true);
    expect(fds?.bound?.requests).to.be.above(3_280);
  });
});
