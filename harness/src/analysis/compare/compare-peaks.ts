import type { Comparison, HeapPeakComparison, PeakComparison } from '../../model/comparison.js';
import type { BlockFigure, EndpointLoad, EndpointPeak } from '../../model/endpoint-load.js';
import type { EndpointResult } from '../../model/result.js';
import { isHeap } from '../../model/runtimes/catalogue.js';
import { compareGrowth } from './compare-growth.js';

/** One connection more may only mean that a reading came a moment earlier or later. */
const countMargin = 1;

const toEstimate = ({ median, low, high }: BlockFigure) => ({ estimate: median, low, high });

/** Compares the usual peaks of what both runs know. */
export function comparePeaks(before: EndpointLoad, after: EndpointLoad): readonly PeakComparison[] {
  return (after.peaks ?? []).flatMap((is) => {
    const was = before.peaks?.find(({ metric }) => metric === is.metric);
    if (was === undefined) return [];
    const comparison = compareGrowth(toEstimate(was), toEstimate(is), countMargin);
    return [{ metric: is.metric, before: was.median, after: is.median, comparison }];
  });
}

/**
 * Two runs of one small service differ by some hundredths, whatever V8 compiled. It also matters which requests met
 * under load.
 */
const heapMargin = 0.1;

type Bounds = Pick<EndpointPeak, 'liveHeapBytes' | 'liveHeapAtMostBytes'>;

const isSurelyLess = (one: Bounds, other: Bounds): boolean =>
  one.liveHeapAtMostBytes * (1 + heapMargin) < other.liveHeapBytes;

const isNoMoreThan = (one: Bounds, other: Bounds): boolean =>
  one.liveHeapAtMostBytes <= other.liveHeapBytes * (1 + heapMargin);

/**
 * Each peak is known by two bounds: what was proven alive, and what may have been. One peak is surely higher only where
 * the bounds of the two do not overlap.
 */
function compareBounds(before: Bounds, after: Bounds): Comparison {
  if (isSurelyLess(before, after)) return 'worse';
  if (isSurelyLess(after, before)) return 'better';
  return isNoMoreThan(before, after) && isNoMoreThan(after, before) ? 'same' : 'unclear';
}

const leaksHeap = ({ metrics }: EndpointResult): boolean =>
  metrics.some(({ metric, verdict }) => isHeap(metric) && verdict === 'leaking');

/**
 * Compares the live heap at its peak; null where a run does not know it. Where the heap leaks, the peak only says how long
 * the run was.
 */
export function compareHeapPeak(before: EndpointResult, after: EndpointResult): HeapPeakComparison | null {
  const [was, is] = [before.peak ?? null, after.peak ?? null];
  if (was === null || is === null) return null;
  const isComparable = was.isShared === is.isShared && !leaksHeap(before) && !leaksHeap(after);
  return { before: was, after: is, comparison: isComparable ? compareBounds(was, is) : 'unclear' };
}
