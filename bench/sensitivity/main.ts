/**
 * How small a leak the harness finds, and how soon: `npm run bench:sensitivity -- [--repeats <n>]`. Each row is a leak of
 * known size on one Express route, beside the same route without it at the same tolerance and budget.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { resolveConfig, runLeakline } from 'leakline';

interface Case {
  readonly title: string;
  readonly env: Readonly<Record<string, string>>;
  readonly label: 'leaking' | 'clean';
  readonly tolerances: Readonly<Record<string, number>>;
  readonly budgetSeconds: number;
}

/** A JavaScript object with three fields in Node.js 20 on 64 bits: header, properties, elements, three fields. */
const objectBytes = 48;

function bytesCase(every: number | null, tolerance: number, budgetSeconds: number): Case {
  const tolerances = { heapUsedBytes: tolerance };
  if (every === null) return { title: `clean at ${tolerance} B`, env: {}, label: 'clean', tolerances, budgetSeconds };
  const title = `${objectBytes / every} B/request (one object per ${every}), tolerance ${tolerance} B`;
  return { title, env: { OBJECT_EVERY: String(every) }, label: 'leaking', tolerances, budgetSeconds };
}

function descriptorCase(every: number, tolerance: number, budgetSeconds: number): Case {
  const title = `1 descriptor per ${every}, tolerance ${tolerance}`;
  return {
    title,
    env: { DESCRIPTOR_EVERY: String(every) },
    label: 'leaking',
    tolerances: { fds: tolerance },
    budgetSeconds,
  };
}

const cases: readonly Case[] = [
  bytesCase(6, 2, 15),
  bytesCase(null, 2, 15),
  bytesCase(24, 0.5, 60),
  bytesCase(null, 0.5, 60),
  descriptorCase(100, 0.001, 30),
  descriptorCase(1000, 0.0003, 30),
];

interface Outcome {
  readonly verdict: string;
  readonly seconds: number;
  readonly rate: number;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

async function runCase({ env, tolerances, budgetSeconds }: Case): Promise<Outcome> {
  const user = {
    targets: [{ name: 'server', command: ['node', 'server.mjs'], ready: '/healthz', env }],
    endpoints: ['GET /item'],
    tolerances,
    budget: { seconds: budgetSeconds },
    diagnose: 'never' as const,
  };
  const config = resolveConfig(user, {}, { configFile: null, cwd: folder, environment: {} });
  const result = await runLeakline(config, { reporter: {}, environment: process.env, writesFiles: false });
  const [target] = result.targets;
  const [endpoint] = target?.endpoints ?? [];
  const metric = Object.keys(tolerances)[0];
  const rate = endpoint?.metrics.find((candidate) => candidate.metric === metric)?.perRequest?.estimate ?? Number.NaN;
  return { verdict: target?.verdict ?? 'failed', seconds: (target?.durationMs ?? 0) / 1000, rate };
}

const { values } = parseArgs({ options: { repeats: { type: 'string', default: '5' } } });
const repeats = Number(values.repeats);

console.log('| leak | budget s | right | wrong | inconclusive | median s | max s | median rate |');
console.log('|---|---|---|---|---|---|---|---|');
for (const each of cases) {
  const outcomes: Outcome[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) outcomes.push(await runCase(each));
  const count = (isCounted: (verdict: string) => boolean): number =>
    outcomes.filter(({ verdict }) => isCounted(verdict)).length;
  const right = count((verdict) => verdict === each.label);
  const inconclusive = count((verdict) => verdict === 'inconclusive');
  const seconds = outcomes.map((outcome) => outcome.seconds).toSorted((a, b) => a - b);
  const rates = outcomes.map((outcome) => outcome.rate).toSorted((a, b) => a - b);
  const middle = Math.floor(repeats / 2);
  const row = [
    each.title,
    each.budgetSeconds,
    `${right}/${repeats}`,
    repeats - right - inconclusive,
    inconclusive,
    seconds[middle]?.toFixed(1),
    seconds.at(-1)?.toFixed(1),
    rates[middle]?.toPrecision(3),
  ];
  console.log(`| ${row.join(' | ')} |`);
}
