import type { Comparison, HeapPeakComparison } from '../../model/comparison.js';
import type { EndpointPeak, EndpointResult } from '../../model/result.js';
import { isHeap } from '../../model/runtimes/catalogue.js';

/** Two runs of one small service differ by some hundredths, whatever V8 compiled, and by who met whom under load. */
const margin = 0.1;

type Bounds = Pick<EndpointPeak, 'liveHeapBytes' | 'liveHeapAtMostBytes'>;

const isSurelyLess = (one: Bounds, other: Bounds): boolean =>
  one.liveHeapAtMostBytes * (1 + margin) < other.liveHeapBytes;

const isNoMoreThan = (one: Bounds, other: Bounds): boolean =>
  one.liveHeapAtMostBytes <= other.liveHeapBytes * (1 + margin);

/**
 * Each peak is known by two bounds: what was proven alive, and what may have been. Only where they lie apart is one of the
 * peaks surely higher.
 */
function compareBounds(before: Bounds, after: Bounds): Comparison {
  if (isSurelyLess(before, after)) return 'worse';
  if (isSurelyLess(after, before)) return 'better';
  return isNoMoreThan(before, after) && isNoMoreThan(after, before) ? 'same' : 'unclear';
}

const leaksHeap = ({ metrics }: EndpointResult): boolean =>
  metrics.some(({ metric, verdict }) => isHeap(metric) && verdict === 'leaking');

/** Compares the live heap at its peak; null where a run does not know it. What leaks makes it as high as the run is long. */
export function compareHeapPeak(before: EndpointResult, after: EndpointResult): HeapPeakComparison | null {
  const [was, is] = [before.peak ?? null, after.peak ?? null];
  if (was === null || is === null) return null;
  const isComparable = was.isShared === is.isShared && !leaksHeap(before) && !leaksHeap(after);
  return { before: was, after: is, comparison: isComparable ? compareBounds(was, is) : 'unclear' };
}
