import { expect } from 'chai';
import type { UserConfig } from '../../../src/config/user-config.js';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';
import { server } from '../../fixtures/cli/cli-sandbox.js';

const budgetSeconds = 6;
/** What `time-limits.ts` promises; and starting, on a machine that others keep busy. */
const overtimeSeconds = 30;
const startSeconds = 5;

type Changes = Pick<UserConfig, 'requestTimeoutMs'>;

interface Expected {
  /** What the run has to end with: `not-clean` where the load's speed decides which it is. */
  readonly exitCode: 1 | 3 | 'not-clean';
  readonly code?: string;
  readonly words: string;
}

/** A run that ends in time, whatever the target does, and says what it did. */
function endsInTime(how: string, { exitCode, code, words }: Expected, agent = true, changes: Changes = {}): CliCase {
  return {
    title: `${how}${agent ? '' : ', without an agent'}${changes.requestTimeoutMs === undefined ? '' : ', with patience'}`,
    args: ['run'],
    prepare: (sandbox) => {
      const target = { command: `${server('hangs')} ${how}`, stopGraceMs: 5_000, ...(agent ? {} : { agent }) };
      sandbox.configure(target, { budget: { seconds: budgetSeconds }, requestTimeoutMs: 2_000, ...changes });
    },
    async check(outcome, sandbox) {
      const result = await sandbox.assertComplete();
      const [target] = result.targets;
      expect(result.durationMs).to.be.below((budgetSeconds + overtimeSeconds + startSeconds) * 1_000);
      if (exitCode === 'not-clean') expect(outcome.exitCode, outcome.stdout).to.be.oneOf([2, 3]);
      else expect(outcome.exitCode, outcome.stdout).to.equal(exitCode);
      expect(target?.failure?.code).to.equal(code);
      expect(JSON.stringify(result)).to.include(words);
    },
  };
}

const endless = { exitCode: 'not-clean', words: 'answered 200, and its answer did not end within 2000 ms' } as const;
const unanswered = { exitCode: 'not-clean', words: 'was not answered within 2000 ms' } as const;

describe('leakline run with a target that hangs', () => {
  itRuns([
    endsInTime('is-silent', unanswered),
    endsInTime('is-silent', unanswered, false),
    endsInTime('is-silent', { exitCode: 'not-clean', words: 'It stopped answering after' }, true, {
      requestTimeoutMs: 120_000,
    }),
    endsInTime('drips-headers', unanswered),
    endsInTime('drips-body', endless),
    endsInTime('never-ends', endless),
    endsInTime('closes-its-port', { exitCode: 'not-clean', words: 'requests failed' }),
    endsInTime('stops', { exitCode: 3, code: 'AGENT_UNRESPONSIVE', words: 'it is stopped (SIGSTOP' }),
    endsInTime('stops', unanswered, false),
    endsInTime('blocks', { exitCode: 3, code: 'AGENT_UNRESPONSIVE', words: 'its event loop is blocked' }),
    endsInTime('diagnose is-silent', { exitCode: 1, words: 'DIAGNOSE_FAILED' }),
    endsInTime('diagnose blocks', { exitCode: 1, words: 'DIAGNOSE_FAILED' }),
    endsInTime('diagnose stops', { exitCode: 1, words: 'DIAGNOSE_FAILED' }),
    endsInTime('diagnose never-ends', { exitCode: 1, words: 'DIAGNOSE_FAILED' }),
    endsInTime('diagnose never-starts', { exitCode: 1, words: 'DIAGNOSE_FAILED' }),
  ]);
});
