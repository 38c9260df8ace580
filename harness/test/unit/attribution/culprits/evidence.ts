import type { EvidenceRecord, RecordedOrigin, SourceFrame } from '../../../../src/model/evidence.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import type { Finding } from '../../../../src/model/result.js';

export const own = (functionName: string | null, line: number, file = 'src/app.ts'): SourceFrame => ({
  functionName,
  file,
  line,
  column: 3,
  isAsync: false,
  package: null,
  isOwn: true,
});

export const installed = (functionName: string, line = 45): SourceFrame => ({
  ...own(functionName, line, 'node_modules/pg/lib/connection.js'),
  package: 'pg@8.23.1',
  isOwn: false,
});

export const origin = (overrides: Partial<RecordedOrigin>): RecordedOrigin => ({
  kind: 'socket',
  pid: 1,
  stack: [installed('connect'), { ...own('openClient', 24), gave: 'handle' }],
  alive: 32,
  created: 32,
  oldestMs: 100,
  details: ['127.0.0.1:5432'],
  localPorts: [],
  server: { service: 'postgres', connections: 32, examples: ['backend 4711: idle for 0.4 s, last SELECT 1'] },
  ...overrides,
});

export const evidence = (overrides: Partial<EvidenceRecord> = {}): EvidenceRecord => ({
  type: 'evidence',
  target: 'app',
  endpoint: 'GET /',
  atMs: 1,
  requests: 32,
  metrics: ['pg.connections'],
  origins: [],
  allocations: [],
  growths: [],
  codeFrames: {},
  limits: [],
  ...overrides,
});

export const finding = (metric: MetricId, estimate = 1): Finding => ({
  fingerprint: 'f',
  metric,
  unit: metric.endsWith('Bytes') ? 'bytes' : 'count',
  title: metric,
  perRequest: { estimate, low: estimate, high: estimate },
  alsoCosts: [],
  projection: null,
  ignored: null,
  culprits: [],
  advice: 'general advice',
});
