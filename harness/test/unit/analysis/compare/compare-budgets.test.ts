import { expect } from 'chai';
import { compareRuns } from '../../../../src/analysis/compare/compare-runs.js';
import type { BudgetResult } from '../../../../src/model/budget.js';
import { formatComparison } from '../../../../src/report/comparison/format-comparison.js';
import { createFakeOutput } from '../../../fixtures/report/fake-output.js';
import { sampleBudget, sampleTarget, sampleTwins } from '../../../fixtures/report/sample-result.js';

const runOf = (...budgets: readonly BudgetResult[]) => ({
  ...sampleTwins,
  targets: [sampleTarget('shop', { budgets })],
});
const kept = sampleBudget({ observed: 120, outcome: 'kept' });
const broken = sampleBudget({ observed: 240, outcome: 'broken' });
const unseen = sampleBudget({ observed: null, outcome: 'unmeasured' });
const halfSeen = sampleBudget({ observed: 120, outcome: 'unmeasured' });

describe('compareRuns: budgets', () => {
  const cases: readonly (readonly [string, readonly BudgetResult[], readonly BudgetResult[], string, number])[] = [
    ['kept both times', [kept], [kept], 'same', 0],
    ['broken both times', [broken], [broken], 'same', 0],
    ['broken now', [kept], [broken], 'worse', 1],
    ['mended', [broken], [kept], 'better', 0],
    ['kept and not measured before', [unseen], [kept], 'same', 0],
    ['not measured now', [kept], [unseen], 'unclear', 2],
    ['only half seen now', [kept], [halfSeen], 'unclear', 2],
    ['broken and new', [], [broken], 'unclear', 2],
    ['kept and new', [], [kept], 'same', 0],
  ];
  for (const [what, before, after, comparison, exitCode] of cases) {
    it(`calls one that is ${what} ${comparison}`, () => {
      const result = compareRuns(runOf(...before), runOf(...after));
      expect(result).to.deep.include({ comparison, exitCode });
      expect(result.budgets.map((budget) => budget.comparison)).to.deep.equal([comparison]);
    });
  }

  it('holds both runs against the later limit', () => {
    const stricter = sampleBudget({ observed: 120, limit: 100, outcome: 'broken' });
    const { budgets } = compareRuns(runOf(kept), runOf(stricter));
    expect(budgets).to.deep.equal([
      {
        target: 'shop',
        name: 'latencyP95Ms',
        unit: 'ms',
        bound: 'at-most',
        limit: 100,
        comparison: 'same',
        before: 120,
        after: 120,
      },
    ]);
  });

  it('does not take for kept what was known by a bound above the later limit', () => {
    const heap = { name: 'heapPeakBytes', unit: 'bytes' } as const;
    const before = sampleBudget({ ...heap, limit: 100e6, observed: 16e6, atMost: 50e6, outcome: 'kept' });
    const after = sampleBudget({ ...heap, limit: 25e6, observed: 30e6, atMost: 30e6, outcome: 'broken' });
    expect(compareRuns(runOf(before), runOf(after)).budgets[0]?.comparison).to.equal('unclear');
    const known = sampleBudget({ ...before, atMost: 20e6 });
    expect(compareRuns(runOf(known), runOf(after)).budgets[0]?.comparison).to.equal('worse');
  });

  it('shows both numbers beside the limit', () => {
    const text = formatComparison(compareRuns(runOf(kept), runOf(broken)), createFakeOutput());
    expect(text).to.include('worse  shop, budget p95 latency: 120 ms → 240 ms (at most 200 ms)');
  });
});
