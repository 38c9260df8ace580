import type { Clock } from '../../platform/clock.js';
import { type DiagnoseDepth, type DiagnosePlan, isOfRareThings } from './plan.js';

/** What all diagnose passes of a run may take together. */
const runBudgetMs = 10_000;

/** Below this no pass can end. */
const shortestPassMs = 800;

/** What a pass takes, in times of one that only counts: longer windows of load, and snapshots. */
const weights: Readonly<Record<DiagnoseDepth, number>> = { counts: 1, buffers: 2, heap: 5 };

type Weighed = Pick<DiagnosePlan, 'depth' | 'windowUnits'>;

/** Windows that wait for what few requests leave behind are as long as those that wait for buffers. */
const weightOf = (plan: Weighed): number => weights[isOfRareThings(plan) ? 'buffers' : plan.depth];

/** With `always`, what a single pass may take: three snapshots of the largest heap that is analysed, and their analysis. */
const longestPassMs: Readonly<Record<DiagnoseDepth, number>> = { counts: 30_000, buffers: 30_000, heap: 60_000 };

export type DiagnoseMode = 'auto' | 'always' | 'never';

/** Shares the time of a run out among the endpoints that leak. */
export interface DiagnoseBudget {
  readonly mode: DiagnoseMode;
  /** Time for the first of the passes left; null when there is too little. */
  share(left: readonly Weighed[]): number | null;
  /** Runs a pass and takes its time off the budget. */
  spend<T>(pass: () => Promise<T>): Promise<T>;
}

/** A pass may run over its share by this before it is called off: most end early, and one cut short is lost. */
const generosity = 1.3;

/** With `always` every pass gets a time of its own: who asks for it wants the answer. */
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
