import type { MetricId, MetricReadings } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';

/** A summary of all readings of a metric, at rest and under load. */
export interface ReadingsSummary {
  /** Null when it was never read. */
  readonly peak: number | null;
  readonly readings: number;
  /** How many of them were above 0. */
  readonly aboveZero: number;
}

/** Reads them in one pass without a copy: a long run has hundreds of thousands of samples. */
export function summarizeReadings({ floors, samples }: TargetRecording, metric: MetricId): ReadingsSummary {
  let peak: number | null = null;
  let readings = 0;
  let aboveZero = 0;
  const add = ({ metrics }: { readonly metrics: MetricReadings }): void => {
    const value = metrics[metric];
    if (value === undefined) return;
    readings += 1;
    if (value > 0) aboveZero += 1;
    if (peak === null || value > peak) peak = value;
  };
  for (const floor of floors) add(floor);
  for (const sample of samples) add(sample);
  return { peak, readings, aboveZero };
}
