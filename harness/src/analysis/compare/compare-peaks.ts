import type { PeakComparison } from '../../model/comparison.js';
import type { BlockFigure, EndpointLoad } from '../../model/result.js';
import { compareGrowth } from './compare-growth.js';

/** One connection more is a reading that came a moment earlier or later. */
const margin = 1;

const toEstimate = ({ median, low, high }: BlockFigure) => ({ estimate: median, low, high });

/** Compares the usual peaks of what both runs know. */
export function comparePeaks(before: EndpointLoad, after: EndpointLoad): readonly PeakComparison[] {
  return (after.peaks ?? []).flatMap((is) => {
    const was = before.peaks?.find(({ metric }) => metric === is.metric);
    if (was === undefined) return [];
    const comparison = compareGrowth(toEstimate(was), toEstimate(is), margin);
    return [{ metric: is.metric, before: was.median, after: is.median, comparison }];
  });
}
