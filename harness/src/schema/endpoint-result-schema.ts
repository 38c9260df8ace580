import { z } from 'zod';
import type {
  BlockFigure,
  BlockLoad,
  BlockPeak,
  EndpointLoad,
  EndpointPeak,
  Slowdown,
  SlowdownMoment,
} from '../model/endpoint-load.js';
import type { MetricId } from '../model/metrics/catalogue.js';
import { resources } from '../model/metrics/resource.js';
import type {
  EndpointResult,
  EstimationSpan,
  InputContrast,
  MetricResult,
  ReachedBound,
  ResourceResult,
} from '../model/result.js';
import { unitSchema } from './checks-schema.js';
import { findingSchema, growthEstimateSchema } from './finding-schema.js';
import { objectOf } from './object-of.js';
import { amount, count, counts, flag, list, metricId, number, text } from './parts.js';

export const verdictSchema = z.enum(['leaking', 'clean', 'inconclusive', 'failed']);

const figure = { median: amount, low: amount, high: amount };
const blockFigure = objectOf<BlockFigure>()(figure);

const byBlock = objectOf<BlockLoad>()({
  blocks: count,
  latencyP50Ms: blockFigure,
  latencyP99Ms: blockFigure.nullable(),
  requestsPerSecond: blockFigure,
});

const endpointLoadSchema = objectOf<EndpointLoad>()({
  sent: count,
  ok: count,
  non2xx: count,
  errors: count,
  timeouts: count,
  requestsPerSecond: amount,
  latencyMs: objectOf<EndpointLoad['latencyMs']>()({ p50: amount, p95: amount, p99: amount }),
  byStatus: counts,
  fromProxy: counts.nullable(),
  byBlock: byBlock.nullable().optional(),
  peaks: list(objectOf<BlockPeak>()({ metric: metricId, ...figure })).optional(),
});

const bound = { perRequest: number, requests: count, isFull: flag };

const inputs = objectOf<InputContrast>()({
  growsWith: z.enum(['distinct', 'every']),
  distinctInputs: count,
  repeatedRequests: count,
  perRepeated: growthEstimateSchema,
});

const metric = objectOf<MetricResult>()({
  metric: metricId,
  unit: unitSchema,
  verdict: verdictSchema,
  perRequest: growthEstimateSchema.nullable(),
  tolerance: amount,
  minimumDetectable: number.nullable(),
  reason: text,
  isUnused: z.literal(true).optional(),
  bound: objectOf<ReachedBound>()(bound).optional(),
  estimatedOver: objectOf<EstimationSpan>()({
    fromRequests: count,
    toRequests: count,
    startGrowth: number,
  }).optional(),
  inputs: inputs.optional(),
});

const resource = objectOf<ResourceResult>()({
  resource: z.enum(resources),
  verdict: z.enum(['leaking', 'clean', 'inconclusive', 'unmeasured']),
});

const peak = objectOf<EndpointPeak>()({
  liveHeapBytes: amount,
  liveHeapAtMostBytes: amount,
  allocatedBytesPerRequest: number.nullable(),
  isShared: flag,
});

const moment = objectOf<SlowdownMoment>()({
  requests: count,
  latencyP50Ms: amount,
  cpuMsPerRequest: amount.nullable(),
});

const slowdown = objectOf<Slowdown>()({
  figure: z.enum(['cpuMsPerRequest', 'latencyP50Ms']),
  early: moment,
  late: moment,
});

export const endpointResultSchema = objectOf<EndpointResult>()({
  id: text,
  verdict: verdictSchema,
  requests: count,
  load: endpointLoadSchema,
  peak: peak.nullable().optional(),
  slowdown: slowdown.nullable().optional(),
  metrics: list(metric),
  resources: list(resource).optional(),
  findings: list(findingSchema),
  bound: objectOf<ReachedBound & { readonly metric: MetricId }>()({ ...bound, metric: metricId }).optional(),
  undecided: metricId.nullable().optional(),
  remarks: list(text),
  advice: text,
});
