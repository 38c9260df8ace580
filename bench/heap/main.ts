/**
 * What heap snapshots and their analysis cost: `npm run bench:heap -- [--megabytes 100,250,500]`. Fills a process with so
 * much of what services keep, has it write three snapshots with a leak in between, and analyses them as a pass would, with
 * no limit to the memory. Takes minutes and needs twelve times the heap as memory and five times as disk.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '100,250' } } });

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function runNode(args: readonly string[]): unknown {
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

console.log('| heap MB | writing each snapshot, s | analysis, s | peak memory of the analysing process, MB | found |');
console.log('|---:|---|---:|---:|---|');
for (const megabytes of values.megabytes.split(',')) {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-heap-bench-'));
  try {
    const grown = runNode(['--expose-gc', '--max-old-space-size=4096', here('grow-heap.mjs'), megabytes, folder]) as {
      readonly heapUsedBytes: number;
      readonly snapshotMs: readonly number[];
    };
    const read = runNode([here('read-heap.mjs'), folder]) as {
      readonly tookMs: number;
      readonly peakBytes: number;
      readonly found: string;
    };
    const seconds = (ms: number): string => (ms / 1000).toFixed(1);
    const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
    const writing = grown.snapshotMs.map(seconds).join(', ');
    console.log(
      `| ${mebibytes(grown.heapUsedBytes)} | ${writing} | ${seconds(read.tookMs)} | ${mebibytes(read.peakBytes)} | ${read.found} |`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
