import { expect } from 'chai';
import type { TargetResult } from '../../../src/model/result.js';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';
import { type CliSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

type Configuration = Parameters<CliSandbox['configure']>;

const script = (name: string): string => server(name).slice('node '.length);

/** One run with the tolerances of every day, and what becomes of its target. */
const ends = (
  title: string,
  [target, changes]: Configuration,
  wanted: Pick<TargetResult, 'verdict'> & { readonly exitCode: number },
  check: (target: TargetResult, stdout: string) => void,
): CliCase => ({
  title,
  args: ['run', '--diagnose', 'never'],
  prepare: (sandbox) => sandbox.configure(target, { budget: { seconds: 60 }, tolerances: {}, ...changes }),
  async check({ exitCode, stdout }, sandbox) {
    const { targets } = await sandbox.assertComplete();
    expect([targets[0]?.verdict, exitCode], stdout).to.deep.equal([wanted.verdict, wanted.exitCode]);
    check(targets[0] as TargetResult, stdout);
  },
});

const leaking = { verdict: 'leaking', exitCode: 1 } as const;
const failed = { verdict: 'failed', exitCode: 3 } as const;

const diesOf =
  (metric: string, text: string) =>
  ({ failure, endpoints }: TargetResult, stdout: string): void => {
    expect(endpoints[0]?.findings[0]?.metric).to.equal(metric);
    expect(failure).to.have.property('code', 'TARGET_CRASHED');
    expect(failure?.message).to.include(text).and.not.include('proves no leak by itself');
    expect(stdout).to.include(text);
  };

describe('leakline run with a target that does not live through it', () => {
  itRuns([
    ends(
      'accuses the heap that ran out',
      [{ command: `node --max-old-space-size=48 ${script('keeps-payloads')}` }],
      leaking,
      diesOf('heapUsedBytes', 'JavaScript heap out of memory'),
    ),
    ends(
      'expects a leak, and is content with one that its service dies of',
      [{ expect: 'leaking', command: `node --max-old-space-size=48 ${script('keeps-payloads')}` }],
      { verdict: 'leaking', exitCode: 0 },
      diesOf('heapUsedBytes', 'JavaScript heap out of memory'),
    ),
    ends(
      'accuses the descriptors of which there were too many',
      [{ command: `ulimit -n 200; exec ${server('runs-out-of-descriptors')}` }],
      leaking,
      diesOf('fds', 'EMFILE: too many open files'),
    ),
    ends(
      'accuses the connections of which PostgreSQL had no more',
      [{ command: server('runs-out-of-clients') }, { services: { postgres: { maxConnections: 40 } } }],
      leaking,
      diesOf('pg.connections', "code: '53300'"),
    ),
    ends('accuses nobody that ends without a leak', [{ command: server('exits-at-500') }], failed, ({ failure }) => {
      expect(failure?.message).to.include('exit code 1').and.not.include('Until then');
    }),
    ends(
      'accuses no cache that fills when its service crashes of something else',
      [{ command: server('warms-up-and-crashes') }],
      failed,
      ({ failure, endpoints }) => {
        expect(failure?.message).to.include('the menu has no such page');
        expect(endpoints[0]?.verdict).to.equal('inconclusive');
      },
    ),
  ]);
});
