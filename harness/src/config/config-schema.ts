import { z } from 'zod';
import { budgetFigures, isBudgetName } from '../model/budget.js';
import { runtimeKinds } from '../model/runtimes/runtime-kind.js';
import { didYouMean } from '../platform/text/did-you-mean.js';
import { endpointSchema, headersSchema, requestSchema } from './endpoint-schema.js';
import { invariantSchema } from './invariant-schema.js';
import { knownMetricNames } from './known-metrics.js';
import { probesSchema } from './probe-schema.js';
import {
  addProblem,
  flag,
  integer,
  list,
  oneOf,
  origin,
  path,
  port,
  positive,
  record,
  strictObject,
  text,
} from './schema-parts.js';
import { servicesSchema } from './service-schema.js';

const maxConnections = 256;
const maxMs = 3_600_000;

const endpoints = list(endpointSchema, 'an array of endpoints').min(1, { error: 'at least one endpoint' });
const invariants = list(invariantSchema, 'an array of invariants');
const requests = list(requestSchema, 'an array of requests');
/**
 * Settings of what clients do and know besides the measured requests. They may stand at the top level and in a target.
 */
const clients = {
  headers: headersSchema.optional(),
  setup: requests.optional(),
  before: requests.optional(),
  teardown: requests.optional(),
  cookies: flag.optional(),
  data: text.optional(),
};
const limitRule = 'a number, 0 or more';
const limit = z.number({ error: limitRule }).min(0, { error: limitRule });

const figureNames: readonly string[] = budgetFigures.map(({ name }) => name);

/** Limits by name. A name is a figure of the load or a metric, whose peak is then limited. */
const budgetsSchema = record(limit, 'an object of budgets and numbers').superRefine((budgets, context) => {
  for (const name of Object.keys(budgets)) {
    if (isBudgetName(name)) continue;
    const hint =
      name === 'seconds'
        ? 'the time of a run is budget: { seconds }'
        : didYouMean(name, [...figureNames, ...knownMetricNames([])], 'known budgets');
    addProblem(context, `unknown budget; ${hint}`, [name]);
  }
  const { errorRate } = budgets;
  if (errorRate !== undefined && errorRate > 1) {
    addProblem(context, `saw ${errorRate}; allowed: a share from 0 to 1, e.g. 0.01 for 1 %`, ['errorRate']);
  }
});

const commandRule = 'a command line, or an array of program and arguments';

const fileRule = 'the path of a compose file, or an array of such paths';

const command = z.union([text, list(text, commandRule).min(1, { error: commandRule })], { error: commandRule });

const proxy = strictObject(
  {
    command: command.optional(),
    url: origin.optional(),
    template: text.optional(),
    port: port.optional(),
  },
  'a proxy, e.g. { command: "…" } or { url: "http://127.0.0.1:8080" }',
).superRefine((value, context) => {
  if ((value.command === undefined) === (value.url === undefined))
    addProblem(context, 'give either "command" (to start the proxy) or "url" (it already runs)');
  const misplaced = (['template', 'port'] as const).filter((key) => value[key] !== undefined);
  if (value.url !== undefined && misplaced.length > 0)
    addProblem(context, `"${misplaced.join('", "')}" goes with "command", not with "url"`);
});

const target = strictObject(
  {
    name: text,
    command: command.optional(),
    prepare: command.optional(),
    prepareTimeoutMs: integer(1, maxMs).optional(),
    url: origin.optional(),
    pid: integer(1, 4_194_304).optional(),
    container: text.optional(),
    compose: strictObject(
      { file: z.union([text, list(text, fileRule).min(1, { error: fileRule })], { error: fileRule }), service: text },
      'a service, e.g. { file: "docker-compose.yml", service: "web" }',
    ).optional(),
    attach: flag.optional(),
    cwd: text.optional(),
    env: record(z.string({ error: 'a string' }), 'an object of names and strings').optional(),
    port: port.optional(),
    ready: z
      .union([path, strictObject({ stdout: text }, 'an object')], {
        error: 'a path such as "/healthz", or { stdout: "text" }',
      })
      .optional(),
    readyTimeoutMs: integer(1, maxMs).optional(),
    ca: text.optional(),
    insecure: flag.optional(),
    stopGraceMs: integer(0, maxMs).optional(),
    agent: flag.optional(),
    runtime: oneOf(runtimeKinds).optional(),
    pprof: text.optional(),
    proxy: proxy.optional(),
    expect: oneOf(['leaking', 'clean']).optional(),
    ...clients,
    endpoints: endpoints.optional(),
    budgets: budgetsSchema.optional(),
    invariants: invariants.optional(),
    probes: probesSchema.optional(),
  },
  'a target',
).superRefine((value, context) => {
  const problem = launchProblem(value);
  if (problem !== null) addProblem(context, problem);
});

/** Settings that a target in a container does not take: those of its process are the image's, or the compose file's. */
const notInContainers = ['command', 'pid', 'prepare', 'prepareTimeoutMs', 'cwd'] as const;
const composeOnly = ['env', 'stopGraceMs', 'agent'] as const;

function containerProblem(value: Readonly<Record<string, unknown>>): string | null {
  const kind = value.container === undefined ? 'compose' : 'container';
  if (value.container !== undefined && value.compose !== undefined)
    return 'give either "container" (it already runs) or "compose" (to start it)';
  const refused = kind === 'compose' ? [...notInContainers, 'url' as const] : [...notInContainers, ...composeOnly];
  const misplaced = refused.filter((key) => value[key] !== undefined);
  if (misplaced.length > 0) return `"${misplaced.join('", "')}" does not go with "${kind}"`;
  if (kind === 'compose' && value.attach !== undefined)
    return '"attach" goes with "pid" or "container"; a service of a compose file is started with the agent';
  return kind === 'container' && typeof value.ready === 'object'
    ? 'the output of a running service cannot be read; give a path as "ready"'
    : null;
}

const spawnOnly = ['prepare', 'prepareTimeoutMs', 'cwd', 'env', 'port', 'stopGraceMs', 'agent'] as const;

function launchProblem(value: Readonly<Record<string, unknown>>): string | null {
  if (value.ca !== undefined && value.insecure === true)
    return 'give either "ca" (whom to trust) or "insecure" (anyone)';
  if (value.pprof !== undefined && value.runtime !== 'go') return '"pprof" goes with runtime: "go"';
  if (value.container !== undefined || value.compose !== undefined) return containerProblem(value);
  const isSpawned = value.command !== undefined;
  if (isSpawned === (value.url !== undefined)) return 'give either "command" (to start it) or "url" (it already runs)';
  if (isSpawned && value.pid !== undefined) return '"pid" goes with "url"; a "command" gets its own process';
  if (value.attach !== undefined && value.pid === undefined)
    return '"attach" goes with "pid", the process that gets the agent';
  if (isSpawned) {
    const isTimeoutAlone = value.prepare === undefined && value.prepareTimeoutMs !== undefined;
    return isTimeoutAlone ? '"prepareTimeoutMs" goes with "prepare"' : null;
  }
  const misplaced = spawnOnly.filter((key) => value[key] !== undefined);
  if (misplaced.length > 0) return `"${misplaced.join('", "')}" goes with "command", not with "url"`;
  return typeof value.ready === 'object'
    ? 'the output of a running service cannot be read; give a path as "ready"'
    : null;
}

const ignoreRule = strictObject(
  {
    fingerprint: text,
    reason: text,
    until: z.iso.date({ error: 'a date such as "2027-01-31"' }).optional(),
  },
  'an ignore rule',
);

const tolerance = z.number({ error: 'a number, 0 or more' }).min(0, { error: 'a number, 0 or more' });

export const configSchema = strictObject(
  {
    services: servicesSchema.optional(),
    targets: list(target, 'an array of targets').min(1, { error: 'at least one target' }),
    ...clients,
    endpoints: endpoints.optional(),
    budgets: budgetsSchema.optional(),
    invariants: invariants.optional(),
    probes: probesSchema.optional(),
    tolerances: record(tolerance, 'an object of metrics and numbers').optional(),
    metrics: list(text, 'an array of metric names').optional(),
    budget: strictObject({ seconds: positive('a number of seconds').optional() }, 'an object').optional(),
    connections: integer(1, maxConnections).optional(),
    strict: flag.optional(),
    steady: flag.optional(),
    requestTimeoutMs: integer(1, maxMs).optional(),
    seed: integer(0, 0xffffffff).optional(),
    ignore: list(ignoreRule, 'an array of ignore rules').optional(),
    diagnose: oneOf(['auto', 'always', 'never']).optional(),
    output: text.optional(),
  },
  'an object (export default defineConfig({ … }))',
);

export type ParsedConfig = z.output<typeof configSchema>;
export type ParsedTarget = ParsedConfig['targets'][number];
