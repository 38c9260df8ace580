import { z } from 'zod';
import type { AgentMethod, AgentMethods } from '../model/agent-protocol.js';
import type { AllocationEvidence, OriginEvidence } from '../model/evidence.js';
import type { Followed, FollowedCause, FollowedThings, GivenLink, ReachedLine } from '../model/follow.js';
import type {
  AgentReading,
  HeapSnapshotResult,
  HeapSpan,
  PoolGauge,
  ThreadReading,
  TimerGroup,
} from '../model/target.js';
import { allocationFields, originFields, rawFrameSchema, resourceKindSchema } from './evidence-schema.js';
import { objectOf } from './object-of.js';
import { count, flag, list, number, text } from './parts.js';
import { poolFields } from './readings-schema.js';

const counts = z.record(z.string(), number);

const thread = objectOf<ThreadReading>()({
  threadId: count,
  heapUsedBytes: number,
  externalBytes: number,
  arrayBuffersBytes: number,
  census: text.nullable(),
});

const heapSpan = objectOf<HeapSpan>()({
  fullCollections: number,
  liveBytes: number.nullable(),
  atMostBytes: number,
  allocatedBytes: number,
});

const pool = objectOf<PoolGauge>()({ id: text, ...poolFields });

const reading = objectOf<AgentReading>()({
  pid: count,
  clusterPlace: z.union([z.literal('master'), z.templateLiteral(['worker ', z.int()])]).nullable(),
  heapUsedBytes: number,
  heapTotalBytes: number,
  externalBytes: number,
  arrayBuffersBytes: number,
  rssBytes: number,
  heapLimitBytes: number,
  mallocedBytes: number,
  activeResources: counts.nullable(),
  pools: list(pool).nullable(),
  answers: counts.nullable(),
  gc: objectOf<NonNullable<AgentReading['gc']>>()({ major: number, minor: number, pauseMs: number }).nullable(),
  forced: objectOf<AgentReading['forced']>()({ passes: number, durationMs: number, isStable: flag }),
  eventLoopUtilization: number,
  memwatchUsedHeapBytes: number.nullable(),
  census: text.nullable(),
  isCensusUnknown: flag,
  threads: list(thread).nullable(),
  unreadThreads: number,
  heapSpan: heapSpan.nullable(),
});

const timerGroup = objectOf<TimerGroup>()({
  delayMs: number,
  isRepeating: flag,
  keepsAlive: flag,
  count: number,
  longestLeftMs: number,
});

const snapshot: z.ZodType<HeapSnapshotResult> = z.discriminatedUnion('status', [
  z.object({ status: z.literal('written'), pid: count, file: text, bytes: number }),
  z.object({ status: z.literal('declined'), pid: count, reason: text }),
]);

const stack = list(rawFrameSchema);

const things: z.ZodType<FollowedThings> = z.discriminatedUnion('from', [
  z.object({ from: z.literal('origin'), kind: resourceKindSchema, stack }),
  z.object({ from: z.literal('holder'), holder: count }),
  z.object({ from: z.literal('calls') }),
]);

const followed = objectOf<Followed>()({
  pid: count,
  causes: list(objectOf<FollowedCause>()({ kind: resourceKindSchema, stack, cause: stack, count })),
  lines: list(
    objectOf<ReachedLine>()({
      hits: count,
      stacks: list(objectOf<ReachedLine['stacks'][number]>()({ stack, hits: count })),
    }),
  ),
  links: list(
    objectOf<GivenLink>()({
      of: things,
      call: count,
      results: count,
      objects: count,
      nothings: count,
      keys: count,
      things: count,
      reached: count,
      keeping: count,
      passed: count,
      lent: count,
      handedOver: count,
      remembered: count,
      isCut: flag,
    }),
  ),
});

/** What each method of the agent answers with. */
export const agentAnswerSchemas: { readonly [M in AgentMethod]: z.ZodType<ReturnType<AgentMethods[M]>> } = {
  read: reading,
  collect: reading,
  timers: list(timerGroup).nullable(),
  lookForPools: z.null(),
  watch: z.null(),
  origins: list(objectOf<OriginEvidence>()(originFields(rawFrameSchema))),
  allocations: list(objectOf<AllocationEvidence>()(allocationFields(rawFrameSchema))),
  writeHeapSnapshot: snapshot,
  follow: z.null(),
  followed,
};
