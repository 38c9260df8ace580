import { z } from 'zod';
import type {
  AllocationEvidence,
  Called,
  EvidenceRecord,
  GrowthEvidence,
  RecordedOrigin,
  ResourceKind,
  RetainerLink,
  ServerView,
  SourceFrame,
} from '../model/evidence.js';
import { objectOf } from './object-of.js';
import { amount, byName, count, flag, list, metricId, number, text } from './parts.js';

const kinds = {
  socket: true,
  file: true,
  timeout: true,
  interval: true,
  listener: true,
  child: true,
  worker: true,
  server: true,
  'pool-client': true,
  transaction: true,
  'array-buffer': true,
  'native-handle': true,
  'http-agent': true,
} as const satisfies Record<ResourceKind, true>;

export const resourceKindSchema = z.enum(Object.keys(kinds) as ResourceKind[]);

const frame = objectOf<SourceFrame>()({
  functionName: text.nullable(),
  file: text,
  line: count,
  column: count,
  isAsync: flag,
  package: text.nullable(),
  isOwn: flag,
  called: objectOf<Called>()({ name: text.nullable(), isNew: flag }).nullable().optional(),
});

const server = objectOf<ServerView>()({
  service: z.enum(['postgres', 'redis']),
  connections: count,
  examples: list(text),
});

const origin = objectOf<RecordedOrigin>()({
  kind: resourceKindSchema,
  pid: count,
  stack: list(frame),
  alive: count,
  created: count,
  oldestMs: number,
  details: list(text),
  localPorts: list(count),
  aliveBytes: amount.optional(),
  server: server.nullable(),
});

const allocation = objectOf<AllocationEvidence<SourceFrame>>()({
  pid: count,
  stack: list(frame),
  survivingBytes: amount,
  survivingCount: amount,
});

type Place = NonNullable<RetainerLink['place']>;
const link = objectOf<RetainerLink>()({
  edge: text,
  className: text,
  place: objectOf<Place>()({ file: text, line: count, column: count }).nullable(),
});

const growth = objectOf<GrowthEvidence>()({
  pid: count,
  className: text,
  countPerRequest: number,
  retainedBytesPerRequest: number,
  retainers: list(link),
  keptAt: list(frame),
  createdAt: frame.nullable(),
});

export const evidenceSchema = objectOf<EvidenceRecord>()({
  type: z.literal('evidence'),
  target: text,
  endpoint: text,
  atMs: amount,
  requests: count,
  metrics: list(metricId),
  origins: list(origin),
  allocations: list(allocation),
  growths: list(growth),
  codeFrames: byName(text),
  limits: list(text),
});
