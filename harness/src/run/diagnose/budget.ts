import type { DiagnoseDepth } from '../../model/diagnose-depth.js';
import type { Clock } from '../../platform/clock.js';
import { type DiagnosePlan, isOfRareThings } from './plan.js';

/** Time that all diagnose passes of a run may take together. */
const runBudgetMs = 10_000;

/** A pass cannot end in less time. */
const shortestPassMs = 800;

/**
 * How long a pass takes, compared with one that only counts: `buffers` has longer windows of load, `heap` has snapshots
 * as well.
 */
const weights: Readonly<Record<DiagnoseDepth, number>> = { counts: 1, buffers: 2, heap: 5 };

type Weighed = Pick<DiagnosePlan, 'depth' | 'windowUnits'>;

/** Windows that wait for what few requests leave behind are as long as the windows for buffers. */
const weightOf = (plan: Weighed): number => weights[isOfRareThings(plan) ? 'buffers' : plan.depth];

/**
 * How long a single pass may take with `always`. For `heap` this is three snapshots of the largest heap that is
 * analysed, and their analysis.
 */
const longestPassMs: Readonly<Record<DiagnoseDepth, number>> = { counts: 30_000, buffers: 30_000, heap: 60_000 };

export type DiagnoseMode = 'auto' | 'always' | 'never';

/** Divides the time of a run among the endpoints that leak. */
export interface DiagnoseBudget {
  readonly mode: DiagnoseMode;
  /** Time for the first of the passes that are left; null when there is too little. */
  share(left: readonly Weighed[]): number | null;
  /** Runs a pass and takes its time off the budget. */
  spend<T>(pass: () => Promise<T>): Promise<T>;
}

/** A pass may take this much more than its share. Most passes end early, and one that is called off is lost. */
const generosity = 1.3;

/** Creates the budget of a run. With `always` every pass gets its full time, because the user wants the answer. */
export function createDiagnoseBudget(mode: DiagnoseMode, clock: Clock): DiagnoseBudget {
  let leftMs = runBudgetMs;
  return {
    mode,
    share: (left) => {
      const [next] = left;
      if (next === undefined) return null;
      if (mode === 'always') return longestPassMs[next.depth];
      if (leftMs < shortestPassMs) return null;
      const total = left.reduce((sum, plan) => sum + weightOf(plan), 0);
      const fair = (generosity * leftMs * weightOf(next)) / total;
      return Math.floor(Math.min(leftMs, Math.max(shortestPassMs, fair)));
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
