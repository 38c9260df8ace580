import type { LoadResult } from '../../model/load.js';
import type { BlockLoad } from '../../model/result.js';
import { blockFigure } from './block-figure.js';

/** With fewer requests the 99th percentile is the slowest one or the one before it: a single stray decides it. */
const fewestForP99 = 200;

/** Latency and throughput of an endpoint's blocks at full concurrency. */
export function blockLoad(loads: readonly LoadResult[]): BlockLoad | null {
  const latencyP50Ms = blockFigure(loads.map(({ latencyMs }) => latencyMs.p50));
  const requestsPerSecond = blockFigure(loads.map((load) => load.requestsPerSecond));
  if (latencyP50Ms === null || requestsPerSecond === null) return null;
  const large = loads.filter(({ sent }) => sent >= fewestForP99);
  const latencyP99Ms = blockFigure(large.map(({ latencyMs }) => latencyMs.p99));
  return { blocks: loads.length, latencyP50Ms, latencyP99Ms, requestsPerSecond };
}
