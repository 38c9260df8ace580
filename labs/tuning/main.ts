/**
 * A shop before and after its tuning: `npm run lab:tuning -- [--seconds <n>] [--output <folder>]`. Prints a table, writes
 * `reports/labs/tuning/index.html` and `result.json`, and ends with 1 when the tuned shop breaks a promise of the document.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareFiles, createSharedServices, runLeakline } from 'leakline';
import { createOutput, formatComparison } from '../../harness/src/internal.js';
import { describeMachine } from '../shared/describe-machine.js';
import { driveVisits } from './drive-visits.js';
import { isPassed, type LabResult, summarizeVariant, type VariantFigures } from './lab-result.js';
import { renderPage } from './render-page.js';
import { startShop } from './shop.js';
import { formatResult } from './text-table.js';
import { leaklineConfig, users, type Variant, variants } from './variants.js';
import { watchPeaks } from './watch-peaks.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    output: { type: 'string', default: 'reports/labs/tuning' },
  },
});
const output = path.resolve(values.output);
const measureMs = 1_000 * Number(values.seconds);
const hasNginx = spawnSync('sh', ['-c', 'command -v nginx']).status === 0;

const [, largePools, , tuned] = variants;

/** Each worker compiles code of its own, so that more workers need more requests. A busy machine may not get that far. */
const warmUpOf = ({ webWorkers }: Variant) => ({ warmUpAnswers: 500 * webWorkers, longestWarmUpMs: 8_000 });

type Services = Awaited<ReturnType<ReturnType<typeof createSharedServices>['lend']>>;

async function measure(variant: Variant, services: Services): Promise<VariantFigures> {
  console.error(`${variant.title} …`);
  const urlOf = (wanted: string): string => services.find(({ kind }) => kind === wanted)?.url ?? '';
  const shop = await startShop(variant, { DATABASE_URL: urlOf('postgres'), REDIS_URL: urlOf('redis') }, hasNginx);
  const watch = watchPeaks(services);
  try {
    const outcome = await driveVisits(shop.url, { users, ...warmUpOf(variant), measureMs });
    return summarizeVariant(variant, outcome, await watch.stop());
  } finally {
    await watch.stop();
    await shop.stop();
  }
}

const folderOf = ({ id }: Variant): string => path.join(output, 'leakline', id);

/** One variant under Leakline, whose files go beside the page. */
async function judge(variant: Variant, services: Services): Promise<LabResult['target']> {
  console.error(`Leakline on ${variant.title} …`);
  const config = leaklineConfig(variant, hasNginx, folderOf(variant));
  const run = { reporter: {}, environment: process.env, services, writesReport: false };
  const [target] = (await runLeakline(config, run)).targets;
  if (target === undefined) throw new Error('Leakline measured nothing.');
  return target;
}

/** What `leakline compare` says of the document's before and the tuned shop. */
async function compareEnds(): Promise<string> {
  const comparison = await compareFiles(
    path.join(folderOf(largePools), 'latest'),
    path.join(folderOf(tuned), 'latest'),
  );
  const { stdout, stderr, platform } = process;
  return formatComparison(comparison, createOutput({ stdout, stderr, platform, env: { NO_COLOR: '1' } })).trimEnd();
}

async function runLab(): Promise<LabResult> {
  const startMs = performance.now();
  const startedAt = new Date().toISOString();
  const shared = createSharedServices();
  try {
    const services = await shared.lend(leaklineConfig(tuned, hasNginx, output).services);
    const figures: VariantFigures[] = [];
    for (const variant of variants) {
      // Without nginx there is nothing that could limit.
      if (hasNginx || !variant.isRateLimited) figures.push(await measure(variant, services));
    }
    await judge(largePools, services);
    const target = await judge(tuned, services);
    const comparison = await compareEnds();
    const names = services.map(({ kind, description, limitSetting }) => `${kind} ${description} (${limitSetting})`);
    const load = `load average ${loadavg()
      .map((value) => value.toFixed(1))
      .join(', ')} at the end`;
    const environment = describeMachine([...names, load]);
    return {
      startedAt,
      durationMs: performance.now() - startMs,
      environment,
      hasNginx,
      variants: figures,
      target,
      comparison,
    };
  } finally {
    await shared.stop();
  }
}

const result = await runLab();
mkdirSync(output, { recursive: true });
writeFileSync(path.join(output, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(path.join(output, 'index.html'), renderPage(result));
console.log(formatResult(result));
console.error(`\n${path.join(output, 'index.html')}`);
process.exitCode = isPassed(result) ? 0 : 1;
