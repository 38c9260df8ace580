import type { EndpointPeak } from '../../model/endpoint-load.js';
import { formatBytes } from './number.js';

/** For example `36.1 MB in one process`, and how much more may have been alive. */
export function describeLiveHeap({ liveHeapBytes, liveHeapAtMostBytes, isShared }: EndpointPeak): string {
  const [live, atMost] = [formatBytes(liveHeapBytes), formatBytes(liveHeapAtMostBytes)];
  const bound = live === atMost ? '' : `, at most ${atMost}`;
  return `${live} in one process${bound}${isShared ? '; others were driven at the same time' : ''}`;
}

/** For example `20.6 KB/request`. */
export function describeAllocation({ allocatedBytesPerRequest, isShared }: EndpointPeak): string {
  if (allocatedBytesPerRequest !== null) return `${formatBytes(allocatedBytesPerRequest)}/request`;
  return isShared ? 'unknown: others were driven at the same time' : 'unknown: too little to tell it from the readings';
}
