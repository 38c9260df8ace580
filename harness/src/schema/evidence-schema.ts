import { z } from 'zod';
import type {
  AllocationEvidence,
  Called,
  EvidenceRecord,
  FollowedFrame,
  GrowthEvidence,
  Handed,
  RawFrame,
  RecordedOrigin,
  RetainerLink,
  ServerView,
  SourceFrame,
  WritingEvidence,
} from '../model/evidence.js';
import type { ResourceKind } from '../model/resource-kind.js';
import { serviceKinds } from '../model/services/service-kind.js';
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
  task: true,
  goroutine: true,
} as const satisfies Record<ResourceKind, true>;

export const resourceKindSchema = z.enum(Object.keys(kinds) as ResourceKind[]);

const rawFrameFields = { functionName: text.nullable(), file: text, line: count, column: count, isAsync: flag };

export const rawFrameSchema = objectOf<RawFrame>()(rawFrameFields);

const handed = { handle: true, kept: true, loan: true, nothing: true } as const satisfies Record<Handed, true>;

const handedSchema = z.enum(Object.keys(handed) as Handed[]);

export const followedFrameSchema = objectOf<FollowedFrame>()({ ...rawFrameFields, gave: handedSchema.optional() });

const frame = objectOf<SourceFrame>()({
  ...rawFrameFields,
  package: text.nullable(),
  isOwn: flag,
  called: objectOf<Called>()({ name: text.nullable(), isNew: flag }).nullable().optional(),
  gave: handedSchema.optional(),
});

const server = objectOf<ServerView>()({
  service: z.enum(serviceKinds),
  connections: count,
  examples: list(text),
});

/** Fields of what was created at one place. The frames are those that the agent saw, or resolved ones. */
export const originFields = <Frame extends RawFrame>(frameSchema: z.ZodType<Frame>) => ({
  kind: resourceKindSchema,
  pid: count,
  stack: list(frameSchema),
  alive: count,
  aliveBefore: count.optional(),
  created: count.optional(),
  oldestMs: number,
  details: list(text),
  localPorts: list(count),
  aliveBytes: amount.optional(),
});

/** Fields of what was allocated at one place. */
export const allocationFields = <Frame extends RawFrame>(frameSchema: z.ZodType<Frame>) => ({
  pid: count,
  stack: list(frameSchema),
  survivingBytes: amount,
  survivingCount: amount,
});

const origin = objectOf<RecordedOrigin>()({ ...originFields(frame), server: server.nullable() });

const allocation = objectOf<AllocationEvidence<SourceFrame>>()(allocationFields(frame));

type Place = NonNullable<RetainerLink['place']>;
export const retainerLinkSchema = objectOf<RetainerLink>()({
  edge: text,
  className: text,
  place: objectOf<Place>()({ file: text, line: count, column: count }).nullable(),
});

const growth = objectOf<GrowthEvidence>()({
  pid: count,
  className: text,
  countPerRequest: number,
  retainedBytesPerRequest: number,
  retainers: list(retainerLinkSchema),
  keptAt: list(frame),
  writtenBy: list(objectOf<WritingEvidence<SourceFrame>>()({ stack: list(frame), hitsPerRequest: number })).optional(),
  createdAt: frame.nullable(),
});

export const evidenceSchema = objectOf<EvidenceRecord>()({
  type: z.literal('evidence'),
  target: text,
  endpoint: text,
  atMs: amount,
  requests: count,
  lateRequests: count.optional(),
  metrics: list(metricId),
  origins: list(origin),
  allocations: list(allocation),
  growths: list(growth),
  codeFrames: byName(text),
  limits: list(text),
});
