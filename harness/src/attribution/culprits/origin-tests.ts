import type { RecordedOrigin } from '../../model/evidence.js';
import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { Origin } from '../../model/metrics/metric-definition.js';

type OriginTest = (origin: RecordedOrigin) => boolean;

const isAmong =
  (origins: readonly Origin[]): OriginTest =>
  ({ kind, server }) =>
    origins.some((origin) => origin === kind || (kind === 'socket' && origin === `socket to ${server?.service}`));

/** Tests for the origins that may explain a metric, in the order in which to try them. */
export const originTestsOf = (metric: MetricId): readonly OriginTest[] =>
  (metricDefinition(metric)?.origins ?? []).map(isAmong);
