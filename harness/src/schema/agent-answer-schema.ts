import { z } from 'zod';
import type { AgentMethod, AgentMethods } from '../model/agent-protocol.js';
import type { AllocationEvidence, OriginEvidence, ToldGrowth } from '../model/evidence.js';
import type { Followed, FollowedCause, FollowedThings, GivenLink, ReachedLine } from '../model/follow.js';
import type { HeapSnapshotResult, TimerGroup } from '../model/target.js';
import {
  allocationFields,
  followedFrameSchema,
  originFields,
  rawFrameSchema,
  resourceKindSchema,
  retainerLinkSchema,
} from './evidence-schema.js';
import { objectOf } from './object-of.js';
import { count, flag, list, number, text } from './parts.js';

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

const growth = objectOf<ToldGrowth>()({
  className: text,
  addedCount: count,
  addedBytes: number,
  retainers: list(retainerLinkSchema),
  heldBy: z.enum(['own', 'package', 'engine']),
  made: list(followedFrameSchema).nullable(),
});

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

/** Methods whose answers are the same in every runtime. */
type CommonMethod = Exclude<AgentMethod, 'read' | 'collect'>;

/** What each of them answers with. */
export const agentAnswerSchemas: { readonly [M in CommonMethod]: z.ZodType<ReturnType<AgentMethods[M]>> } = {
  timers: list(timerGroup).nullable(),
  lookForPools: z.null(),
  watch: z.null(),
  origins: list(objectOf<OriginEvidence>()(originFields(rawFrameSchema))),
  allocations: list(objectOf<AllocationEvidence>()(allocationFields(rawFrameSchema))),
  writeHeapSnapshot: snapshot,
  markHeap: z.null(),
  growths: list(growth),
  follow: z.null(),
  followed,
};
