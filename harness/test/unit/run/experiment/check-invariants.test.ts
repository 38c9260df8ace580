import { expect } from 'chai';
import type { ResolvedInvariant } from '../../../../src/config/resolved-config.js';
import { noLoad } from '../../../../src/model/load.js';
import type { InvariantRecord } from '../../../../src/model/recording.js';
import { createRecordingWriter } from '../../../../src/recording/recording-writer.js';
import { readValuesBefore, recordInvariants } from '../../../../src/run/experiment/check-invariants.js';
import type { Experiment } from '../../../../src/run/experiment/experiment.js';
import { noProjects } from '../../../../src/run/launch/compose-projects.js';
import { createFakeClock } from '../../../support/fake-clock.js';
import { fakeService, fakeTarget } from '../../../support/fake-target.js';
import { toRecording } from '../../../support/synthetic-recording.js';

const waitsForThree: ResolvedInvariant = {
  name: 'three are there',
  source: 'postgres',
  compares: 'value',
  expected: { kind: 'constant', value: 3 },
  withinMs: 2_000,
  question: ['select count(*) from item'],
};

/** An experiment whose PostgreSQL answers with these values in turn, the last one again and again. */
function experimentWith(answers: readonly (number | string)[]): Experiment {
  const clock = createFakeClock();
  const { header } = toRecording([]);
  const target = { name: 'fake', expect: null, endpoints: ['GET /'], freshInputs: [] };
  const service = fakeService('postgres', () => []);
  const left = [...answers];
  const ask: typeof service.observer.ask = async () => {
    const answer = left.length > 1 ? left.shift() : left[0];
    return typeof answer === 'number'
      ? { kind: 'number', value: answer }
      : { kind: 'problem', problem: answer ?? 'nothing' };
  };
  return {
    context: {
      clock,
      signal: new AbortController().signal,
      seed: 1,
      environment: {},
      emit: () => undefined,
      learn: () => undefined,
      elapsedMs: () => clock.nowMs(),
      recording: createRecordingWriter(null, { ...header, targets: [target] }),
      projects: noProjects,
    },
    target: fakeTarget(() => []),
    endpoints: [],
    world: {
      target: fakeTarget(() => []),
      services: [{ ...service, observer: { ...service.observer, ask } }],
      probes: { atFloors: [], atSamples: [], ofUser: [] },
      clock,
    },
    load: { run: async () => noLoad },
    requestTimeoutMs: 1_000,
    readyAtMs: 0,
    progress: { requests: 0, nextN: 1 },
  };
}

async function recordOf(answers: readonly (number | string)[], invariant = waitsForThree): Promise<InvariantRecord> {
  const experiment = experimentWith(answers);
  const before = await readValuesBefore(experiment, [invariant]);
  await recordInvariants(experiment, [invariant], before);
  const [record] = experiment.context.recording.current().targets[0]?.invariants ?? [];
  if (record === undefined) throw new Error('nothing was recorded');
  return record;
}

describe('recordInvariants', () => {
  it('waits for a value to come out, and looks once more', async () => {
    expect(await recordOf([0, 1, 2, 3])).to.include({ before: 0, after: 3, waitedMs: 700, failure: null });
  });

  it('does not take a value that is only passing by', async () => {
    expect(await recordOf([0, 3, 4])).to.include({ after: 4, waitedMs: 2_000 });
  });

  it('gives up when its time is over, and keeps the last value', async () => {
    expect(await recordOf([0, 1])).to.include({ after: 1, waitedMs: 2_000, failure: null });
    expect(await recordOf([0, 1], { ...waitsForThree, withinMs: 0 })).to.include({ after: 1, waitedMs: 0 });
  });

  it('says why there is no number; a value needs none from before', async () => {
    expect(await recordOf([0, 'no such table'])).to.deep.include({
      after: null,
      failure: 'After the last request: no such table.',
    });
    expect(await recordOf(['no such table', 3])).to.include({ before: null, after: 3, failure: null });
    const change = { ...waitsForThree, compares: 'change' } as const;
    expect(await recordOf(['no such table', 3], change)).to.include({
      failure: 'Before the first request: no such table.',
    });
  });

  it('runs a command with the address of the target, and reads its last line', async () => {
    const shell = { ...waitsForThree, source: 'shell', withinMs: 0 } as const;
    const ask = (command: string) => recordOf([], { ...shell, question: [command] });
    expect(await ask('echo noise; echo warning >&2; echo 3')).to.include({ after: 3, failure: null });
    expect(await ask('test "$TARGET_URL" = http://127.0.0.1:1 && echo 5')).to.include({ after: 5 });
    const failed = await ask('echo cannot reach postgres://user:secret@host/db >&2; exit 2');
    expect(failed.failure).to.include('ended with code 2').and.include('user:***@host').and.not.include('secret');
    expect((await ask('echo secret')).failure)
      .to.include('text of 6 characters')
      .and.not.include('secret');
  });

  it('asks no other question after one that got no answer', async () => {
    const experiment = experimentWith([3]);
    const { clock, world } = { ...experiment.context, ...experiment };
    const [service] = world.services;
    let asked = 0;
    const ask = async () => {
      asked += 1;
      await clock.sleep(10_000, new AbortController().signal);
      return { kind: 'problem', problem: 'it took too long' } as const;
    };
    const silent = service === undefined ? [] : [{ ...service, observer: { ...service.observer, ask } }];
    const hanging = { ...experiment, world: { ...world, services: silent } };
    const invariants = ['one', 'two', 'three'].map((name) => ({ ...waitsForThree, name, withinMs: 0 }));
    const before = await readValuesBefore(hanging, invariants);
    await recordInvariants(hanging, invariants, before);
    const records = experiment.context.recording.current().targets[0]?.invariants ?? [];
    expect(records.map(({ failure }) => failure)).to.deep.equal([
      'After the last request: it took too long.',
      'After the last request: it was not asked, because "one" got no answer.',
      'After the last request: it was not asked, because "one" got no answer.',
    ]);
    expect(asked).to.equal(2);
  });
});
