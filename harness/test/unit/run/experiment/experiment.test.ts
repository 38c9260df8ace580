import { expect } from 'chai';
import { noLoad } from '../../../../src/model/load.js';
import type { FloorRecord } from '../../../../src/model/readings.js';
import { createRecordingWriter } from '../../../../src/recording/recording-writer.js';
import { type Experiment, unlessItEnds } from '../../../../src/run/experiment/experiment.js';
import { overtimeMs } from '../../../../src/run/experiment/time-limits.js';
import { noProjects } from '../../../../src/run/launch/compose-projects.js';
import { createFakeClock } from '../../../support/fake-clock.js';
import { fakeTarget } from '../../../support/fake-target.js';
import { toRecording } from '../../../support/synthetic-recording.js';

/** An experiment that is given up in so many milliseconds. */
function experimentWithLeft(leftMs: number): Experiment {
  const { header } = toRecording([]);
  const target = { name: 'fake', expect: null, endpoints: ['GET /'], freshInputs: [] };
  const recording = createRecordingWriter(null, { ...header, targets: [target] });
  const atMs = leftMs - overtimeMs - header.settings.budgetMs;
  recording.append({ type: 'floor', target: 'fake', index: 0, atMs, requests: 0, metrics: {} } as FloorRecord);
  const clock = createFakeClock();
  const context = {
    clock,
    signal: new AbortController().signal,
    seed: 1,
    environment: {},
    emit: () => undefined,
    learn: () => undefined,
    elapsedMs: () => 0,
    recording,
    projects: noProjects,
  };
  const world = {
    target: fakeTarget(() => []),
    services: [],
    probes: { atFloors: [], atSamples: [], ofUser: [] },
    clock,
  };
  const load = { run: async () => noLoad };
  const progress = { requests: 0, nextN: 1 };
  return { context, target: world.target, endpoints: [], world, load, requestTimeoutMs: 1, readyAtMs: 0, progress };
}

const never = new Promise<never>(() => undefined);

const failureOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('what is done with a target', () => {
  it('is given up when it takes until long after the budget, and called off', async () => {
    let calledOff: AbortSignal | null = null;
    const error = await failureOf(
      unlessItEnds(experimentWithLeft(30), 'its memory was read', (signal) => {
        calledOff = signal;
        return never;
      }),
    );
    expect(error).to.have.property('code', 'TARGET_OVERDUE');
    expect(String(error)).to.include('fake').and.include('budget of 60 s').and.include('while its memory was read');
    expect(calledOff).to.have.property('aborted', true);
  });

  it('gets the time that is planned for it', async () => {
    const wait = () => new Promise<string>((resolve) => setTimeout(resolve, 100, 'done'));
    expect(await unlessItEnds(experimentWithLeft(10), 'it was left alone', wait, 5_000)).to.equal('done');
    expect(await failureOf(unlessItEnds(experimentWithLeft(10), 'it was left alone', wait))).to.be.an('error');
  });

  it('is given up at once when the time is over', async () => {
    expect(await failureOf(unlessItEnds(experimentWithLeft(-5_000), 'it was driven', () => never))).to.be.an('error');
  });
});
