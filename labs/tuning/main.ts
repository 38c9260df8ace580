/**
 * A shop before and after its tuning: `npm run lab:tuning -- [--slower <n>] [--output <folder>]`. Prints a table, writes
 * `reports/labs/tuning/index.md` and a run's folder for each variant, and ends with 1 when the tuned one breaks a budget of
 * the source document or is not twice as fast as a connection per request.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareFiles, createOutput, createSharedServices, formatComparison, runLeakline } from 'leakline';
import { type LabResult, summarizeVariant, type VariantFigures } from './lab-result.js';
import { describeMachine, formatReport } from './report.js';
import { configOf, type Variant, variants } from './variants.js';

const { values } = parseArgs({
  options: {
    // On a busy machine: so many times longer.
    slower: { type: 'string', default: '1' },
    output: { type: 'string', default: 'reports/labs/tuning' },
  },
});
const output = path.resolve(values.output);
const folderOf = (id: string): string => path.join(output, id);

const hasNginx = spawnSync('sh', ['-c', 'command -v nginx']).status === 0;

async function runVariant(variant: Variant, shared: ReturnType<typeof createSharedServices>): Promise<VariantFigures> {
  console.error(`${variant.title} …`);
  const config = configOf(variant, Number(values.slower), folderOf(variant.id), hasNginx);
  const services = await shared.lend(config.services);
  const result = await runLeakline(config, { reporter: {}, environment: process.env, services, writesReport: false });
  return summarizeVariant(variant, result);
}

async function runLab(): Promise<LabResult> {
  const startMs = performance.now();
  const startedAt = new Date().toISOString();
  const shared = createSharedServices();
  const figures: VariantFigures[] = [];
  try {
    for (const variant of variants) {
      // Without nginx there is nothing that could limit.
      if (hasNginx || !variant.isRateLimited) figures.push(await runVariant(variant, shared));
    }
  } finally {
    await shared.stop();
  }
  return {
    startedAt,
    durationMs: performance.now() - startMs,
    machine: describeMachine(),
    hasNginx,
    variants: figures,
  };
}

/** What `leakline compare` says of the first and the tuned one, without colours. */
async function compareEnds(): Promise<string> {
  const { stdout, stderr, platform } = process;
  const plain = createOutput({ stdout, stderr, platform, env: { ...process.env, NO_COLOR: '1' } });
  const comparison = await compareFiles(folderOf('no-pool/latest'), folderOf('tuned/latest'));
  return formatComparison(comparison, plain);
}

const result = await runLab();
const { text, isPassed } = formatReport(result, await compareEnds());
mkdirSync(output, { recursive: true });
writeFileSync(path.join(output, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(path.join(output, 'index.md'), text);
console.log(text);
console.error(path.join(output, 'index.md'));
process.exitCode = isPassed ? 0 : 1;
