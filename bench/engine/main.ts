/**
 * How long a judgement takes: `npm run bench:engine`. A simulated run of two endpoints, with so many continuous samples,
 * or so many blocks with their floors; written to disk, read again, judged, and planned one step further. Prints Markdown.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { analyzeRecording } from '../../harness/src/analysis/analyze.js';
import { planNext } from '../../harness/src/analysis/plan/plan-next.js';
import type { BlockRecord } from '../../harness/src/model/block.js';
import type { FloorRecord, SampleRecord } from '../../harness/src/model/readings.js';
import type { Recording, TargetRecording } from '../../harness/src/model/recording.js';
import { readRecording } from '../../harness/src/recording/read-recording.js';
import { leak } from '../../harness/test/support/growth-functions.js';
import { leakedClient, simulatedService } from '../../harness/test/support/simulated-servers.js';
import { simulateExperiment } from '../../harness/test/support/synthetic-recording.js';

const server = simulatedService({ 'GET /leak': leakedClient(leak(1)), 'GET /quiet': {} });
const { recording, target, settings } = simulateExperiment(server);

/** The run's floors over and over, as samples 200 ms apart. */
function withSamples(count: number): TargetRecording {
  const samples = Array.from({ length: count }, (_, index): SampleRecord => {
    const { requests, metrics } = target.floors[index % target.floors.length] as FloorRecord;
    return { type: 'sample', target: target.target.name, atMs: 200 * index, requests, metrics };
  });
  return { ...target, samples };
}

/** The run's last block and its floors over and over. */
function withBlocks(count: number): TargetRecording {
  const blocks = [...target.blocks];
  const floors = [...target.floors];
  const last = blocks.findLast(({ endpoint }) => endpoint === 'GET /quiet') as BlockRecord;
  while (blocks.length < count) {
    const floor = floors.at(-1) as FloorRecord;
    floors.push({ ...floor, index: floors.length, requests: floor.requests + last.requests });
    blocks.push({ ...last, floorBefore: floors.length - 2, floorAfter: floors.length - 1 });
  }
  return { ...target, blocks, floors };
}

const timed = async <T>(work: () => T | Promise<T>): Promise<readonly [T, number]> => {
  const startMs = performance.now();
  const value = await work();
  return [value, performance.now() - startMs];
};

const folder = mkdtempSync(path.join(tmpdir(), 'leakline-bench-'));
try {
  console.log('| recording | size MB | read ms | judge ms | next step ms |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  const cases: readonly (readonly [string, TargetRecording])[] = [
    ['100,000 samples', withSamples(100_000)],
    ['1,000 blocks', withBlocks(1_000)],
    ['10,000 blocks', withBlocks(10_000)],
  ];
  for (const [title, grown] of cases) {
    const { start, floors, blocks, samples, end } = grown;
    const full: Recording = { ...recording, targets: [grown] };
    const lines = [full.header, start, ...floors, ...blocks, ...samples, end, full.end].filter((line) => line !== null);
    const file = path.join(folder, 'recording.ndjson');
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const [read, readMs] = await timed(() => readRecording(file));
    const [, judgeMs] = await timed(() => analyzeRecording(read));
    const [, planMs] = await timed(() => planNext(grown, settings, { seed: 1, spentMs: 1_000 }));
    const megabytes = lines.reduce((sum, line) => sum + JSON.stringify(line).length + 1, 0) / 1e6;
    const figures = [megabytes, readMs, judgeMs, planMs].map((figure) => figure.toFixed(1));
    console.log(`| ${title} | ${figures.join(' | ')} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
