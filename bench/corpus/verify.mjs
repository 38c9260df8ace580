// Proves the labels of the corpus with an instrument of its own: node bench/corpus/verify.mjs [--python] [--only text] [--requests N] [--json file]
import { appendFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { contradictions, isBytes } from './verify/judge.mjs';
import { readLabels } from './verify/labels.mjs';
import { sendUnits } from './verify/load.mjs';
import { startPythonServer } from './verify/python-process.mjs';
import { startServer } from './verify/server-process.mjs';
import { createServices } from './verify/services.mjs';

const { values: args } = parseArgs({
  options: {
    python: { type: 'boolean', default: false },
    only: { type: 'string' },
    requests: { type: 'string' },
    json: { type: 'string' },
  },
});

const maxGrowthBytes = 100 * 1024 * 1024;
const maxWarmUpMs = 5000;
/** After the last answer: closed sockets, ended processes and finished queries need a moment to be gone. */
const settleMs = 300;
/** N, 2N, 4N for all; a clean server that still seems to grow gets more: what is no leak fades. */
const factors = [1, 2, 4, 8, 16];
const mainFactors = 4;
/**
 * Of clean servers. The warm-up fills the largest bounded structure: a ring of 10,000 in Node.js, 512 regular expressions
 * in Python, whose servers answer a tenth of the requests per second.
 */
const cleanPlan = args.python ? { warmUp: 1200, requests: 400 } : { warmUp: 12_000, requests: 2000 };
const most = args.python ? { warmUp: 600, requests: 400 } : { warmUp: 4000, requests: 6000 };
const start = args.python ? startPythonServer : startServer;

function planOf(label) {
  if (label.label === 'clean') return cleanPlan;
  if (label.resource === 'pool' || label.resource === 'pg-transaction') return { warmUp: 2, requests: 2 };
  if (label.resource === 'workers') return { warmUp: 2, requests: 3 };
  if (!isBytes(label.metric)) return { warmUp: 10, requests: 10 };
  const affordable = Math.floor(maxGrowthBytes / 8 / (label.ratePerRequest ?? 5000));
  return { warmUp: Math.min(most.warmUp, affordable * 2), requests: Math.max(50, Math.min(most.requests, affordable)) };
}

async function warmUp(label, plan, port) {
  const deadlineMs = performance.now() + maxWarmUpMs;
  const chunk = label.label === 'clean' ? 200 : plan.warmUp;
  let sent = 0;
  while (sent < plan.warmUp && performance.now() < deadlineMs) {
    await sendUnits(label.endpoint, chunk, 1 + sent, port);
    sent += chunk;
  }
  return { sent, isSlow: sent < plan.warmUp };
}

function difference(before, after, requests) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const change = Object.fromEntries(names.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]));
  const perRequest = Object.fromEntries(names.map((name) => [name, change[name] / requests]));
  return { requests, change, perRequest, after };
}

async function measure(label, server, services) {
  const read = async () => {
    await sleep(settleMs + (label.holdsForMs ?? 0));
    // The server first: its reading collects garbage, which may close connections.
    const inside = await server.read();
    return Object.assign(inside, ...(await Promise.all(services.map((service) => service.read()))));
  };
  const plan = planOf(label);
  const { sent, isSlow } = await warmUp(label, plan, server.port);
  const unit = Number(args.requests ?? (isSlow ? Math.max(20, Math.min(plan.requests, sent >> 2)) : plan.requests));
  const stages = [];
  let before = await read();
  let n = sent + 1;
  for (const factor of factors) {
    if (factor > mainFactors && contradictions(label, stages).length === 0) break;
    const { perSecond } = await sendUnits(label.endpoint, unit * factor, n, server.port);
    n += unit * factor;
    const after = await read();
    stages.push({ ...difference(before, after, unit * factor), perSecond });
    before = after;
    if (label.label === 'leaking' && factor === mainFactors) break;
  }
  return stages;
}

const shortNames = {
  heapUsedBytes: 'heap',
  externalBytes: 'ext',
  arrayBuffersBytes: 'ab',
  rssBytes: 'rss',
  'python.heapBytes': 'heap',
  'python.mallocBytes': 'malloc',
  'python.blocks': 'blocks',
};

function formatStage({ requests, perRequest, perSecond }) {
  const parts = Object.entries(perRequest)
    .filter(([name, rate]) => name in shortNames || Math.abs(rate) >= 0.0005)
    .map(([name, rate]) => `${shortNames[name] ?? name} ${Number(rate.toFixed(isBytes(name) ? 1 : 3))}`);
  return `    ${requests} requests, ${Math.round(perSecond)}/s: ${parts.join(', ')}`;
}

let running = null;
let isInterrupted = false;

async function interrupt() {
  isInterrupted = true;
  await running?.stop();
}

async function verify(label, allServices) {
  const services = await allServices.use(label.services);
  const server = await start(label, Object.assign({}, ...services.map(({ env }) => env)));
  running = server;
  try {
    const stages = await measure(label, server, services);
    const against = contradictions(label, stages);
    console.log(
      `${against.length ? 'NOT CONFIRMED' : 'confirmed'}  ${label.label}  ${label.server}  ${label.endpoint.id}`,
    );
    for (const stage of stages) console.log(formatStage(stage));
    for (const reason of against) console.log(`    ${reason}`);
    if (args.json) await appendFile(args.json, `${JSON.stringify({ label, stages, against })}\n`);
    return against.length === 0;
  } finally {
    await server.stop();
    await sleep(services.length > 0 ? 200 : 0);
  }
}

async function verifyOrReport(label, services) {
  try {
    return await verify(label, services);
  } catch (error) {
    console.log(`FAILED  ${label.label}  ${label.server}  ${label.endpoint.id}\n    ${error.message}`);
    return false;
  }
}

const labels = await readLabels(args.python ? 'python' : 'node');
const chosen = labels.filter(({ server }) => !args.only || server.includes(args.only));
const services = createServices();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt);
let confirmed = 0;
try {
  for (const label of chosen) {
    if (isInterrupted) break;
    if (await verifyOrReport(label, services)) confirmed += 1;
  }
} finally {
  await services.stop();
}
console.log(`${confirmed} of ${chosen.length} labels confirmed`);
process.exitCode = confirmed === chosen.length ? 0 : 1;
