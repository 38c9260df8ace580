/**
 * The page of damaged recordings that are accepted: each must show its heading and throw nothing. Prints how many were.
 *
 *   npm run bench:faults:page -- --seed 7 --runs 200
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { HarnessError } from '../../harness/src/platform/harness-error.js';
import { writeHtmlReport } from '../../harness/src/report/write-html-report.js';
import { analyzeFile } from '../../harness/src/run/files/analyze-file.js';
import { damagedRecordings } from '../../harness/test/support/fuzz/doors.js';
import { startChromium } from '../../page/test/fixtures/chromium.js';

const { values } = parseArgs({ options: { seed: { type: 'string' }, runs: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const runs = Number(values.runs ?? 200);

const folder = mkdtempSync(path.join(tmpdir(), 'leakline-fuzz-page-'));
const [file, page] = [path.join(folder, 'recording.ndjson'), path.join(folder, 'report.html')];
const browser = await startChromium();
const tab = await browser.newPage();
const troubles: string[] = [];
tab.on('pageerror', (error) => troubles.push(error.message));
const counts = { refused: 0, drawn: 0, failed: 0, guarded: 0 };
console.log(`seed ${seed}, ${runs} recordings`);
for (const contents of fc.sample(damagedRecordings, { seed, numRuns: runs })) {
  writeFileSync(file, contents);
  const analyzed = await analyzeFile(file).catch((error: unknown) => {
    if (error instanceof HarnessError) return null;
    throw error;
  });
  if (analyzed === null) {
    counts.refused += 1;
    continue;
  }
  await writeHtmlReport(analyzed.document(), page);
  troubles.length = 0;
  await tab.goto(pathToFileURL(page).href);
  const heading = await tab
    .locator('h1')
    .first()
    .textContent({ timeout: 10_000 })
    .catch(() => null);
  // Every chart that draws when it comes into view.
  await tab.mouse.wheel(0, 20_000);
  const guarded = await tab.locator('[role=alert]').count();
  if (guarded > 0) counts.guarded += 1;
  if (heading !== null && troubles.length === 0) counts.drawn += 1;
  else {
    counts.failed += 1;
    console.log(heading, troubles);
  }
}
await browser.close();
rmSync(folder, { recursive: true });
console.log(counts);
process.exitCode = counts.failed > 0 ? 1 : 0;
