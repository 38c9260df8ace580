import type { BlockFigure, BlockLoad, BlockPeak, EndpointLoad } from '../model/result.js';
import { objectOf } from './object-of.js';
import { amount, count, counts, list, metricId } from './parts.js';

const figure = { median: amount, low: amount, high: amount };
const blockFigure = objectOf<BlockFigure>()(figure);

const byBlock = objectOf<BlockLoad>()({
  blocks: count,
  latencyP50Ms: blockFigure,
  latencyP99Ms: blockFigure.nullable(),
  requestsPerSecond: blockFigure,
});

export const endpointLoadSchema = objectOf<EndpointLoad>()({
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
