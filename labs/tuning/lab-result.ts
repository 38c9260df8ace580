import type { TargetResult } from 'leakline';
import type { LoadOutcome } from './drive-visits.js';
import { promises, type Variant, type VariantId } from './variants.js';
import type { Peaks } from './watch-peaks.js';

/** What users of one variant got. */
export interface VariantFigures {
  readonly variant: Variant;
  /** Answers below 400. */
  readonly goodPerSecond: number;
  /** Of those; null when there were none. */
  readonly latencyMs: { readonly p50: number; readonly p95: number } | null;
  /** Share of requests answered with 400 or more, or not at all, 0–1. */
  readonly errorRate: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly peaks: Peaks;
}

export interface LabResult {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly environment: string;
  readonly hasNginx: boolean;
  readonly variants: readonly VariantFigures[];
  /** The tuned shop as Leakline saw it. */
  readonly target: TargetResult;
  /** What `leakline compare` says of the document's before and the tuned shop. */
  readonly comparison: string;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

export function summarizeVariant(variant: Variant, outcome: LoadOutcome, peaks: Peaks): VariantFigures {
  const { byStatus, broken, latenciesMs, tookMs } = outcome;
  const refused = Object.entries(byStatus).filter(([status]) => Number(status) >= 400);
  const errors = { ...Object.fromEntries(refused), ...broken };
  const failed = sum(Object.values(errors));
  const good = latenciesMs.length;
  const at = (share: number): number => latenciesMs[Math.ceil(share * good) - 1] ?? 0;
  return {
    variant,
    goodPerSecond: (good * 1_000) / tookMs,
    latencyMs: good === 0 ? null : { p50: at(0.5), p95: at(0.95) },
    errorRate: good + failed === 0 ? 1 : failed / (good + failed),
    errors,
    peaks,
  };
}

/** The promises of the document that a variant breaks. */
export function brokenPromises({ latencyMs, errorRate, peaks }: VariantFigures): readonly (keyof typeof promises)[] {
  const seen = { ...peaks, p95Ms: latencyMs?.p95 ?? Number.POSITIVE_INFINITY, errorRate };
  return (Object.keys(promises) as (keyof typeof promises)[]).filter((name) => seen[name] > promises[name]);
}

/** How many times more good answers per second one variant gave than another; null where one is missing. */
export function gain({ variants }: LabResult, after: VariantId, before: VariantId): number | null {
  const rateOf = (id: VariantId): number => variants.find(({ variant }) => variant.id === id)?.goodPerSecond ?? 0;
  return rateOf(before) === 0 ? null : rateOf(after) / rateOf(before);
}

/** Whether the tuned shop keeps every promise, gives twice the answers of the one without pools, and keeps its budgets. */
export function isPassed(result: LabResult): boolean {
  const tuned = result.variants.find(({ variant }) => variant.id === 'tuned');
  const { budgets, verdict, failure } = result.target;
  return (
    tuned !== undefined &&
    brokenPromises(tuned).length === 0 &&
    (gain(result, 'tuned', 'no-pool') ?? 0) >= 2 &&
    failure === null &&
    verdict !== 'leaking' &&
    budgets.every(({ passed }) => passed)
  );
}
