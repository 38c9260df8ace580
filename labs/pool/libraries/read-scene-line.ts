import type { GaugeSample, PoolEvent } from '../recording/pool-event.js';

/** What a request costs without a pool by parts, on average, and medians with and without one. */
export interface RequestCosts {
  readonly connectMs: number;
  readonly queryMs: number;
  readonly closeMs: number;
  readonly withoutP50Ms: number;
  readonly withPoolP50Ms: number;
}

/** What the caller of a statement was told that took longer than it may. */
interface ToldFigures {
  readonly error: string;
  readonly toldMs: number;
  readonly isConnectionKept: boolean;
  readonly nextQueryMs: number;
  readonly nextError: string | null;
}

/** A line that a Python program of the lab writes. */
export type SceneLine =
  | { readonly kind: 'began'; readonly epochMs: number }
  | { readonly kind: 'end'; readonly atMs: number }
  | ({ readonly kind: 'gauge' } & GaugeSample)
  | { readonly kind: 'statement'; readonly atMs: number; readonly pid: number }
  | ({ readonly kind: 'told'; readonly atMs: number } & ToldFigures)
  | ({ readonly kind: 'compared'; readonly atMs: number } & RequestCosts)
  | PoolEvent;

export function readSceneLine(line: string): SceneLine {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || !('kind' in value)) {
    throw new Error(`A Python program of the lab wrote something that is no event: ${line}`);
  }
  return value as SceneLine;
}

/** The events of a pool among the lines. */
export const poolEventsOf = (lines: readonly SceneLine[]): readonly PoolEvent[] =>
  lines.filter(
    (line): line is PoolEvent =>
      line.kind === 'asked' ||
      line.kind === 'given' ||
      line.kind === 'gave-up' ||
      line.kind === 'returned' ||
      line.kind === 'opening' ||
      line.kind === 'opened' ||
      line.kind === 'closed',
  );
