import { expect } from 'chai';
import { createDiagnoseBudget } from '../../../../src/run/diagnose/budget.js';

const counts = { depth: 'counts', windowUnits: 16 } as const;
const rare = { depth: 'counts', windowUnits: 400 } as const;
const heap = { depth: 'heap', windowUnits: 400 } as const;

function clockAt(times: { nowMs: number }) {
  return { nowMs: () => times.nowMs, sleep: async () => undefined };
}

describe('run/diagnose-budget', () => {
  it('gives the only pass everything', () => {
    expect(createDiagnoseBudget('auto', clockAt({ nowMs: 0 })).share([heap])).to.equal(10_000);
  });

  it('shares by depth', () => {
    const budget = createDiagnoseBudget('auto', clockAt({ nowMs: 0 }));
    const share = budget.share([counts, heap, heap]) ?? 0;
    expect(share).to.be.within(800, 1_500);
  });

  it('gives a pass that waits for something rare more', () => {
    const budget = createDiagnoseBudget('auto', clockAt({ nowMs: 0 }));
    expect(budget.share([rare, heap, heap])).to.be.greaterThan(budget.share([counts, heap, heap]) ?? 0);
  });

  it('takes what was spent off, and ends', async () => {
    const times = { nowMs: 0 };
    const budget = createDiagnoseBudget('auto', clockAt(times));
    await budget.spend(async () => {
      times.nowMs = 9_500;
    });
    expect(budget.share([counts])).to.equal(null);
  });

  it('never ends with always', async () => {
    const times = { nowMs: 0 };
    const budget = createDiagnoseBudget('always', clockAt(times));
    await budget.spend(async () => {
      times.nowMs = 60_000;
    });
    expect([budget.share([counts, heap]), budget.share([heap])]).to.deep.equal([30_000, 60_000]);
  });
});
