import { z } from 'zod';
import type { AgentMethod, AgentMethods } from '../model/agent-protocol.js';

const count = z.int().nonnegative();
const counts = z.record(z.string(), z.number());

const poolGauge = z.looseObject({
  id: z.string(),
  total: z.number(),
  idle: z.number(),
  waiting: z.number(),
  max: z.number(),
  backends: z.exactOptional(z.looseObject({ checkedOut: z.array(z.number()), idle: z.array(z.number()) })),
});

const threadReading = z.looseObject({
  threadId: count,
  heapUsedBytes: z.number(),
  externalBytes: z.number(),
  arrayBuffersBytes: z.number(),
  census: z.nullable(z.string()),
});

const heapSpan = z.looseObject({
  fullCollections: z.number(),
  liveBytes: z.nullable(z.number()),
  atMostBytes: z.number(),
  allocatedBytes: z.number(),
});

const reading = z.looseObject({
  pid: count,
  clusterPlace: z.nullable(z.union([z.literal('master'), z.templateLiteral(['worker ', z.int()])])),
  heapUsedBytes: z.number(),
  heapTotalBytes: z.number(),
  externalBytes: z.number(),
  arrayBuffersBytes: z.number(),
  rssBytes: z.number(),
  heapLimitBytes: z.number(),
  mallocedBytes: z.number(),
  activeResources: z.nullable(counts),
  pools: z.nullable(z.array(poolGauge)),
  answers: z.nullable(counts),
  gc: z.nullable(z.looseObject({ major: z.number(), minor: z.number(), pauseMs: z.number() })),
  forced: z.looseObject({ passes: z.number(), durationMs: z.number(), isStable: z.boolean() }),
  eventLoopUtilization: z.number(),
  memwatchUsedHeapBytes: z.nullable(z.number()),
  census: z.nullable(z.string()),
  isCensusUnknown: z.boolean(),
  threads: z.nullable(z.array(threadReading)),
  unreadThreads: z.number(),
  heapSpan: z.nullable(heapSpan),
});

const timerGroup = z.looseObject({
  delayMs: z.number(),
  isRepeating: z.boolean(),
  keepsAlive: z.boolean(),
  count: z.number(),
  longestLeftMs: z.number(),
});

const frame = z.looseObject({
  functionName: z.nullable(z.string()),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  isAsync: z.boolean(),
});

const origin = z.looseObject({
  kind: z.enum([
    'socket',
    'file',
    'timeout',
    'interval',
    'listener',
    'child',
    'worker',
    'server',
    'pool-client',
    'transaction',
    'array-buffer',
    'native-handle',
    'http-agent',
  ]),
  pid: count,
  stack: z.array(frame),
  alive: z.number(),
  created: z.number(),
  oldestMs: z.number(),
  details: z.array(z.string()),
  localPorts: z.array(z.number()),
  aliveBytes: z.exactOptional(z.number()),
});

const allocation = z.looseObject({
  pid: count,
  stack: z.array(frame),
  survivingBytes: z.number(),
  survivingCount: z.number(),
});

const snapshot = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('written'), pid: count, file: z.string(), bytes: z.number() }),
  z.looseObject({ status: z.literal('declined'), pid: count, reason: z.string() }),
]);

/** What each method answers with. The compiler holds each against the type of the method's answer. */
const shapes: { readonly [M in AgentMethod]: z.ZodType<ReturnType<AgentMethods[M]>> } = {
  read: reading,
  collect: reading,
  timers: z.nullable(z.array(timerGroup)),
  watch: z.null(),
  origins: z.array(origin),
  allocations: z.array(allocation),
  writeHeapSnapshot: snapshot,
};

/** What is wrong with an answer, beginning with the name of the field; null where nothing is. */
export function findAnswerFault(method: AgentMethod, answer: unknown): string | null {
  const { error } = shapes[method].safeParse(answer);
  const issue = error?.issues[0];
  if (issue === undefined) return null;
  const field = issue.path.length === 0 ? 'all of it' : `\`${issue.path.join('.')}\``;
  return `${field}: ${issue.message}`;
}
