import type { Clock } from '../platform/clock.js';

/** What all diagnose passes of a run may take together. */
const runBudgetMs = 10_000;

/** A process cannot be started, warmed up and read in less. */
const shortestPassMs = 1_500;

export type DiagnoseMode = 'auto' | 'always' | 'never';

/** Shares the time of a run out among the endpoints that leak. */
export interface DiagnoseBudget {
  readonly mode: DiagnoseMode;
  /** Time for the next of so many passes; null when there is too little left. */
  share(passesLeft: number): number | null;
  /** Runs a pass and takes its time off the budget. */
  spend<T>(pass: () => Promise<T>): Promise<T>;
}

/** With `always` every pass gets the whole budget: who asks for it wants the answer. */
export function createDiagnoseBudget(mode: DiagnoseMode, clock: Clock): DiagnoseBudget {
  let leftMs = runBudgetMs;
  return {
    mode,
    share: (passesLeft) => {
      if (mode === 'always') return runBudgetMs;
      if (leftMs < shortestPassMs) return null;
      return Math.floor(Math.max(shortestPassMs, leftMs / passesLeft));
    },
    spend: async (pass) => {
      const startMs = clock.nowMs();
      try {
        return await pass();
      } finally {
        leftMs -= clock.nowMs() - startMs;
      }
    },
  };
}
