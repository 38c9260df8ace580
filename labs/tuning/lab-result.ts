import type { RunResult, TargetResult } from 'leakline';
import type { Variant } from './variants.js';

/** What a run of one variant showed. A number is null where it could not be measured. */
export interface VariantFigures {
  readonly variant: Variant;
  readonly failure: string | null;
  /** HTTP answers per second over the blocks at 150 users but the first; of the largest block where there was only one. */
  readonly answersPerSecond: number;
  /** Those of them that were no errors. */
  readonly goodPerSecond: number;
  /** Over the same blocks. */
  readonly latencyP95Ms: number;
  /** 0–1, of visits. */
  readonly errorRate: number | null;
  readonly peaks: Readonly<Record<'pg.connections' | 'redis.connections', number | null>>;
  readonly brokenBudgets: readonly string[];
  readonly processes: number;
  readonly rssPeakBytes: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly fromProxy: Readonly<Record<string, number>> | null;
  readonly table: TargetResult['processes'];
}

export interface LabResult {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly machine: string;
  readonly hasNginx: boolean;
  readonly variants: readonly VariantFigures[];
}

const isError = (status: string): boolean => Number(status) >= 400;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Share of answers that were no errors. */
function goodShare(byStatus: Readonly<Record<string, number>>): number {
  const good = Object.entries(byStatus).filter(([status]) => !isError(status));
  const all = sum(Object.values(byStatus));
  return all === 0 ? 0 : sum(good.map(([, count]) => count)) / all;
}

export function summarizeVariant(variant: Variant, { targets }: RunResult): VariantFigures {
  const [target] = targets;
  const [endpoint] = target?.endpoints ?? [];
  if (target === undefined || endpoint === undefined) throw new Error(`The run of ${variant.id} measured nothing.`);
  const { load } = endpoint;
  const observed = (name: string): number | null =>
    target.budgets.find((budget) => budget.name === name)?.observed ?? null;
  const answersPerSecond = observed('requestsPerSecond') ?? load.requestsPerSecond;
  return {
    variant,
    failure: target.failure?.message ?? null,
    answersPerSecond,
    goodPerSecond: answersPerSecond * goodShare(load.byStatus),
    latencyP95Ms: observed('latencyP95Ms') ?? load.latencyMs.p95,
    errorRate: observed('errorRate'),
    peaks: { 'pg.connections': observed('pg.connections'), 'redis.connections': observed('redis.connections') },
    brokenBudgets: target.budgets.filter(({ passed }) => !passed).map(({ name }) => name),
    processes: target.processes.length,
    rssPeakBytes: sum(target.processes.map(({ metrics }) => metrics.rssBytes?.peak ?? 0)),
    byStatus: load.byStatus,
    fromProxy: load.fromProxy,
    table: target.processes,
  };
}
