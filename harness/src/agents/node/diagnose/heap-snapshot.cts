import fs = require('node:fs');
import v8 = require('node:v8');

import type { HeapSnapshotResult, SnapshotRequest } from '../../../model/target.js' with {
  'resolution-mode': 'import',
};

/** Readable only by the user who runs the target, because a heap holds every secret of the service. */
const ownerOnly = 0o600;

const formatMegabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

/** Writes a heap snapshot, unless the heap is too large. The process stands still meanwhile. */
function writeHeapSnapshot({ filePrefix, limitBytes }: SnapshotRequest, heapUsedBytes: number): HeapSnapshotResult {
  const { pid } = process;
  if (heapUsedBytes > limitBytes) {
    const sizes = `${formatMegabytes(heapUsedBytes)}, the limit is ${formatMegabytes(limitBytes)}`;
    return { status: 'declined', pid, reason: `the heap of process ${pid} is too large for a snapshot (${sizes})` };
  }
  const file = `${filePrefix}-${pid}.heapsnapshot`;
  fs.closeSync(fs.openSync(file, 'w', ownerOnly));
  v8.writeHeapSnapshot(file);
  return { status: 'written', pid, file, bytes: fs.statSync(file).size };
}

export = writeHeapSnapshot;
