/**
 * How long the page of a very long run takes to write and to open: 1,000,000 samples of ten metrics. Prints the sizes
 * and the times, and the load of the machine, without which the times say nothing.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { SampleRecord } from '../../harness/src/model/readings.js';
import { toReportDocument } from '../../harness/src/report/trace/to-document.js';
import { writeHtmlReport } from '../../harness/src/report/write-html-report.js';
import { createSampleRecording } from '../../harness/test/fixtures/report/sample-recording.js';
import { sampleTwins } from '../../harness/test/fixtures/report/sample-result.js';

const sampleCount = 1_000_000;
const openings = 5;

const recordings = sampleTwins.targets.map(({ name }, index) => {
  const recording = createSampleRecording(name, { 'GET /api/database': { fds: 1 } }, [64, 128, 256, 512], index + 1);
  return { ...recording, samples: repeatSamples(recording.samples, sampleCount / sampleTwins.targets.length) };
});

/** The same readings over and over, spread evenly over the time of the run. */
function repeatSamples(samples: readonly SampleRecord[], count: number): readonly SampleRecord[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) throw new Error('The recording holds no sample.');
  return Array.from({ length: count }, (_, index): SampleRecord => {
    const sample = samples[index % samples.length] ?? first;
    const share = index / count;
    return {
      ...sample,
      atMs: first.atMs + share * (last.atMs - first.atMs),
      requests: Math.round(first.requests + share * (last.requests - first.requests)),
    };
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const folder = await mkdtemp(path.join(tmpdir(), 'leakline-bench-report-'));
const file = path.join(folder, 'report.html');
const startedMs = performance.now();
await writeHtmlReport(toReportDocument(sampleTwins, { targets: recordings }), file);
const writtenMs = performance.now() - startedMs;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const openedMs: number[] = [];
for (let opening = 0; opening < openings; opening++) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const beganMs = performance.now();
  await page.goto(pathToFileURL(file).href);
  await page.locator('canvas').first().waitFor();
  openedMs.push(performance.now() - beganMs);
  await page.close();
}
await browser.close();
const { size } = await stat(file);
await rm(folder, { recursive: true });

console.log(`${sampleCount} samples: written in ${Math.round(writtenMs)} ms, ${(size / 1e6).toFixed(1)} MB`);
console.log(
  `opened until the first chart stood: median ${Math.round(median(openedMs))} ms of ${openedMs.map(Math.round).join(', ')}`,
);
console.log(
  `load average ${loadavg()
    .map((each) => each.toFixed(1))
    .join(' ')}`,
);
