import { endpointBlocks, type MetricBlock, metricBlocks } from '../../harness/src/analysis/endpoint-blocks.js';
import { type GrowthWindow, lastThreeDoublings } from '../../harness/src/analysis/judge/doubling-windows.js';
import type { Recording } from '../../harness/src/model/recording.js';
import { targetOf, untilRequests } from './recorded.js';

/**
 * The windows are drawn from so many requests, or from the whole run where that was shorter: enough for the cache of
 * 5,000 entries to fill in the first two windows and stay full in the third.
 */
const requestsShown = 16_000;

export interface ShownWindow {
  /** Requests sent before the window began. */
  readonly from: number;
  readonly requests: number;
  readonly bytesPerRequest: number;
}

/** Growth per request of a run's heap in three windows, each about twice as long as the one before, as verdicts see them. */
export function heapWindows(recording: Recording): readonly ShownWindow[] {
  const target = untilRequests(targetOf(recording), requestsShown);
  const blocks = metricBlocks(endpointBlocks(target, target.target.endpoints[0] ?? ''), 'heapUsedBytes');
  const windows = lastThreeDoublings(blocks.filter(({ phase }) => phase !== 'scout'));
  if (windows === null)
    throw new Error('The recording is too short for three windows. Run npm run docs:figures again.');
  const before = (window: GrowthWindow<MetricBlock>): number => {
    const [first] = window.blocks;
    const earlier = first === undefined ? [] : blocks.slice(0, blocks.indexOf(first));
    return earlier.reduce((sum, { requests }) => sum + requests, 0);
  };
  return windows.map((window) => ({
    from: before(window),
    requests: window.requests,
    bytesPerRequest: window.perRequest,
  }));
}
