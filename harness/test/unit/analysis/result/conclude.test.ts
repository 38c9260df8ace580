import { expect } from 'chai';
import { analyzeTarget } from '../../../../src/analysis/analyze.js';
import {
  checkExitCodes,
  isExpectationMet,
  mergeExitCodes,
  mergeVerdicts,
  targetExitCode,
  targetVerdict,
} from '../../../../src/analysis/result/conclude.js';
import type { CheckOutcome } from '../../../../src/model/budget.js';
import type { Expectation } from '../../../../src/model/recording.js';
import type { ExitCode, TargetResult, Verdict } from '../../../../src/model/result.js';
import { literalRecording } from '../../../support/literal-recording.js';
import { toRecording } from '../../../support/synthetic-recording.js';

describe('mergeVerdicts', () => {
  const table: readonly (readonly [readonly Verdict[], Verdict])[] = [
    [['clean', 'clean'], 'clean'],
    [['clean', 'inconclusive'], 'inconclusive'],
    [['inconclusive', 'failed', 'clean'], 'failed'],
    [['failed', 'leaking', 'clean', 'inconclusive'], 'leaking'],
    [[], 'inconclusive'],
  ];
  for (const [parts, whole] of table) {
    it(`makes [${parts.join(', ')}] ${whole}`, () => expect(mergeVerdicts(parts)).to.equal(whole));
  }
});

describe('targetVerdict', () => {
  it('is a failure where it failed, unless a leak was proven before', () => {
    expect(targetVerdict(['clean', 'inconclusive'], true)).to.equal('failed');
    expect(targetVerdict([], true)).to.equal('failed');
    expect(targetVerdict(['clean', 'leaking', 'failed'], true)).to.equal('leaking');
    expect(targetVerdict(['clean', 'inconclusive'], false)).to.equal('inconclusive');
  });
});

describe('targetExitCode', () => {
  const table: readonly (readonly [Expectation | null, Verdict, ExitCode])[] = [
    [null, 'clean', 0],
    [null, 'leaking', 1],
    [null, 'inconclusive', 2],
    [null, 'failed', 3],
    ['clean', 'clean', 0],
    ['clean', 'leaking', 1],
    ['clean', 'inconclusive', 2],
    ['clean', 'failed', 3],
    ['leaking', 'leaking', 0],
    ['leaking', 'clean', 1],
    ['leaking', 'inconclusive', 2],
    ['leaking', 'failed', 3],
  ];
  for (const [expected, verdict, code] of table) {
    it(`is ${code} for a target that is ${verdict}, expected ${expected ?? 'nothing'}`, () => {
      expect(targetExitCode(expected, verdict)).to.equal(code);
      expect(isExpectationMet(expected, verdict)).to.equal(code === 0);
    });
  }
});

describe('checkExitCodes', () => {
  it('is 0 for a check that was kept, 1 for one that was broken, 2 for one that nobody could look at', () => {
    const outcomesOf = (...outcomes: readonly CheckOutcome[]): TargetResult['budgets'] =>
      outcomes.map((outcome) => ({
        name: 'errorRate',
        unit: 'share',
        bound: 'at-most',
        limit: 0.01,
        observed: null,
        endpoint: null,
        outcome,
        passed: outcome === 'kept',
        reason: '',
      }));
    const target = analyzeTarget(toRecording([]).header, literalRecording({}, []));
    const budgets = outcomesOf('kept', 'broken', 'unmeasured');
    expect(checkExitCodes({ ...target, budgets, invariants: [] })).to.deep.equal([0, 1, 2]);
  });
});

describe('mergeExitCodes', () => {
  const table: readonly (readonly [readonly ExitCode[], ExitCode])[] = [
    [[], 0],
    [[0, 0], 0],
    [[0, 2], 2],
    [[2, 1, 0], 1],
    [[1, 3, 2], 3],
    [[3, 130, 1], 130],
  ];
  for (const [codes, code] of table) {
    it(`makes [${codes.join(', ')}] ${code}`, () => expect(mergeExitCodes(codes)).to.equal(code));
  }
});
