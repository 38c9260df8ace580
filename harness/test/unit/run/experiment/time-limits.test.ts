import { expect } from 'chai';
import type { BlockRecord } from '../../../../src/model/block.js';
import type { FloorRecord } from '../../../../src/model/readings.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import {
  beforeFirstFloorMs,
  budgetEndsMs,
  diagnoseEndMs,
  overdueAtMs,
  overtimeMs,
} from '../../../../src/run/experiment/time-limits.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

const settings = { ...defaultSettings, budgetMs: 8_000 };

const idle = (startMs: number, endMs: number) => ({ endpoint: null, startMs, endMs }) as BlockRecord;

const recording = (floors: readonly { readonly atMs: number }[], blocks: readonly BlockRecord[] = []) =>
  ({ target: {}, floors: floors as readonly FloorRecord[], blocks }) as TargetRecording;

describe('the limits of a run', () => {
  it('count from the first floor, and until then from when the target was ready', () => {
    expect(budgetEndsMs(recording([]), settings)).to.equal(null);
    expect(overdueAtMs(recording([]), settings, 500)).to.equal(500 + beforeFirstFloorMs);
    expect(budgetEndsMs(recording([{ atMs: 1_000 }]), settings)).to.equal(9_000);
    expect(overdueAtMs(recording([{ atMs: 1_000 }]), settings, 500)).to.equal(9_000 + overtimeMs);
  });

  it('allow for the time in which the plan left the target alone after the budget, and no other', () => {
    const blocks = [idle(5_000, 6_000), idle(8_500, 9_500), idle(10_000, 12_000)];
    expect(budgetEndsMs(recording([{ atMs: 1_000 }], blocks), settings)).to.equal(9_000 + 500 + 2_000);
  });

  it('take the budget that follows from the latency of the endpoints', () => {
    const duration = { budgetMs: 20_000 } as TargetRecording['duration'] & object;
    expect(budgetEndsMs({ ...recording([{ atMs: 1_000 }]), duration }, settings)).to.equal(21_000);
  });

  it('leave time to stop the target before half a minute is over', () => {
    const stopGraceMs = 5_000;
    expect(overtimeMs + stopGraceMs).to.be.below(30_000);
    expect(diagnoseEndMs + stopGraceMs).to.be.at.most(30_000);
  });
});
