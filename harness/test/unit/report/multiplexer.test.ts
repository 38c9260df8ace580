import { expect } from 'chai';
import type { RunResult, Warning } from '../../../src/model/result.js';
import { createMultiplexer } from '../../../src/report/multiplexer.js';
import type { Reporter, RunOutcome } from '../../../src/report/reporter.js';
import { withUnwritten } from '../../../src/report/unwritten.js';
import { createFakeOutput, createOutcome } from '../../fixtures/report/fake-output.js';

const event = { type: 'floor-start', target: 'a', atMs: 0 } as const;

describe('multiplexer', () => {
  it('tells every reporter, in order, and waits for the slow ones', async () => {
    const told: string[] = [];
    const slow = {
      onRunEnd: async () => {
        await Promise.resolve();
        told.push('slow');
      },
    };
    const quick = { onEvent: () => void told.push('event'), onRunEnd: () => void told.push('quick') };
    const all = createMultiplexer(
      [
        { name: 'slow', reporter: slow },
        { name: 'quick', reporter: quick },
      ],
      createFakeOutput().stderr,
    );
    all.onEvent?.(event);
    await all.onRunEnd?.(createOutcome());
    expect(told).to.deep.equal(['event', 'slow', 'quick']);
  });

  it('warns once about a broken reporter and keeps the others going', async () => {
    const output = createFakeOutput();
    let heard = 0;
    const broken: Reporter = {
      onEvent: () => {
        throw new Error('no\u001b[2J paper');
      },
    };
    const all = createMultiplexer(
      [
        { name: 'mine', reporter: broken },
        { name: 'b', reporter: { onEvent: () => void heard++ } },
      ],
      output.stderr,
    );
    all.onEvent?.(event);
    all.onEvent?.(event);
    expect(heard).to.equal(2);
    expect(output.written.stderr).to.equal('warning: the mine reporter failed: no [2J paper [OUTPUT_UNWRITABLE]\n');
  });

  it('survives a reporter that fails at the end', async () => {
    const output = createFakeOutput();
    const all = createMultiplexer(
      [{ name: 'html', reporter: { onRunEnd: () => Promise.reject(new Error('disk full')) } }],
      output.stderr,
    );
    await all.onRunEnd?.(createOutcome());
    expect(output.written.stderr).to.include('the html reporter failed: disk full');
  });

  it('tells those after a reporter that failed at the end, and whoever waits', async () => {
    const { stderr } = createFakeOutput();
    const unwritten: Warning[] = [];
    const told: RunResult[] = [];
    const failing = { name: 'html', reporter: { onRunEnd: () => Promise.reject(new Error('disk full')) } };
    const after = { name: 'compact', reporter: { onRunEnd: ({ result }: RunOutcome) => void told.push(result) } };
    const outcome = createOutcome({ onUnwritten: (warning) => unwritten.push(warning) });
    await createMultiplexer([failing, after], stderr).onRunEnd?.(outcome);
    const warning = { code: 'OUTPUT_UNWRITABLE', message: 'the html reporter failed: disk full' };
    expect(unwritten).to.deep.equal([warning]);
    expect(told).to.deep.equal([withUnwritten(outcome.result, [warning])]);
  });

  it('gives up a reporter that never ends', async () => {
    const output = createFakeOutput();
    const stuck = { name: 'mine', reporter: { onRunEnd: () => new Promise<void>(() => undefined) } };
    await createMultiplexer([stuck], output.stderr, 10).onRunEnd?.(createOutcome());
    expect(output.written.stderr).to.include('the mine reporter failed: it had not ended after 0.01 s');
  });

  it('hears of an async reporter that rejects', async () => {
    const output = createFakeOutput();
    const reporter: Reporter = { onEvent: async () => Promise.reject(new Error('later')) };
    createMultiplexer([{ name: 'mine', reporter }], output.stderr).onEvent?.(event);
    await new Promise(setImmediate);
    expect(output.written.stderr).to.include('the mine reporter failed: later');
  });
});
