import type { Baseline } from '../../../src/model/baseline.js';
import type { EvidenceRecord } from '../../../src/model/evidence.js';
import type { Recording, RecordLine } from '../../../src/model/recording.js';
import { judgeRecording } from '../../../src/run/files/judge-recording.js';
import { leak } from '../growth-functions.js';
import { leakedClient, simulatedService } from '../simulated-servers.js';
import { simulateExperiment } from '../synthetic-recording.js';

const { recording } = simulateExperiment(simulatedService({ 'GET /': leakedClient(leak(1)), 'GET /clean': {} }));
const name = recording.targets[0]?.target.name ?? '';

const frame = {
  functionName: 'open',
  file: 'src/app.js',
  line: 3,
  column: 7,
  isAsync: false,
  package: null,
  isOwn: true,
  called: { name: 'connect', isNew: false },
};

const evidence: EvidenceRecord = {
  type: 'evidence',
  target: name,
  endpoint: 'GET /',
  atMs: 9_000,
  requests: 40,
  metrics: ['pg.connections', 'heapUsedBytes'],
  origins: [
    {
      kind: 'socket',
      pid: 7,
      stack: [frame],
      alive: 40,
      created: 40,
      oldestMs: 900,
      details: ['127.0.0.1:5432'],
      localPorts: [40_001],
      server: { service: 'postgres', connections: 40, examples: ['backend 9: idle'] },
    },
  ],
  allocations: [{ pid: 7, stack: [frame], survivingBytes: 4_000, survivingCount: 9 }],
  growths: [
    {
      pid: 7,
      className: 'Entry',
      countPerRequest: 1,
      retainedBytesPerRequest: 90,
      retainers: [
        { edge: 'seen', className: 'Map', place: { file: 'src/app.js', line: 1, column: 1 } },
        { edge: '[[entries]]', className: 'Array', place: null },
      ],
      keptAt: [frame],
      createdAt: null,
    },
  ],
  codeFrames: { 'src/app.js:3': '3 | connect()' },
  limits: [],
};

/** Lines that a simulated run does not write. */
const otherLines: readonly RecordLine[] = [
  evidence,
  {
    type: 'sample',
    target: name,
    atMs: 10,
    requests: 1,
    metrics: { fds: 4 },
    processes: [
      { pid: 7, label: 'master', role: 'master', metrics: { fds: 2 } },
      { pid: 8, label: 'worker 1', role: 'worker', metrics: { fds: 2 } },
    ],
    pools: [{ pid: 7, pool: 'p1', total: 2, idle: 1, waiting: 0, max: 10, backends: { checkedOut: [1], idle: [2] } }],
  },
  { type: 'event', target: null, atMs: 11, code: 'SLOW_DISK', message: 'for all' },
  { type: 'duration', target: name, atMs: 12, endpoints: 2, slow: 0, expectedMs: 60_000, budgetMs: 60_000 },
  { type: 'invariant', target: name, atMs: 13, name: 'rows', before: 1, after: 9, waitedMs: 20, failure: null },
  {
    type: 'sessions',
    target: name,
    atMs: 14,
    service: 'postgres',
    states: [{ state: 'idle', count: 90, overMinute: 2, longestSeconds: 70 }],
  },
];

const header = {
  ...recording.header,
  targets: recording.header.targets.map((target) => ({
    ...target,
    budgets: [
      { name: 'latencyP95Ms', limit: 100 },
      { name: 'heapPeakBytes', limit: 1e8 },
    ],
    invariants: [
      {
        name: 'rows',
        source: 'postgres',
        compares: 'change',
        expected: { kind: 'requests', endpoints: ['GET /'], counted: 'ok', times: 1 },
        withinMs: 1_000,
      },
    ],
  })),
};

/** A run's lines, with one of every type. */
export const recordingLines: readonly unknown[] = [
  header,
  ...recording.targets.flatMap(({ start, floors, blocks, samples, end }) => [
    start,
    ...floors,
    ...blocks,
    ...samples,
    end,
  ]),
  ...otherLines,
  recording.end ?? { type: 'end', atMs: 20_000, failure: null, interrupted: false },
].filter((line) => line !== null);

export const resultSeed = judgeRecording(recording as Recording);

export const baselineSeed: Baseline = {
  schemaVersion: 1,
  endpoints: [
    {
      target: name,
      endpoint: 'GET /',
      date: '2026-05-04',
      rates: [{ metric: 'fds', unit: 'count', verdict: 'leaking', estimate: 1, low: 0.9, high: 1.1 }],
    },
  ],
};

export const configSeed = {
  targets: [
    {
      name: 'shop',
      command: ['node', 'server.js'],
      env: { MODE: 'test' },
      ready: '/health',
      endpoints: [
        { path: '/item/{n}', method: 'PUT', headers: { accept: '*/*' }, body: { a: 1 }, expectStatus: 200 },
        { id: 'pair', steps: [{ path: '/a' }, { path: '/b', method: 'POST' }] },
        '/plain',
      ],
      budgets: { latencyP95Ms: 100, fds: 50 },
      invariants: [{ name: 'rows', postgres: 'select count(*) from t', equals: 'PUT /item/{n}' }],
    },
  ],
  services: { postgres: true, redis: false },
  budget: { seconds: 60 },
  tolerances: { heapUsedBytes: 64 },
  ignore: [{ fingerprint: 'abc', reason: 'known', until: '2027-01-01' }],
};
