import { z } from 'zod';
import type { PoolGauge } from '../../model/pool-gauge.js';
import type { NodeHeapSpan, NodeReading, NodeThreadReading } from '../../model/runtimes/node/reading.js';
import { objectOf } from '../../schema/object-of.js';
import { count, flag, list, number, text } from '../../schema/parts.js';
import { poolFields } from '../../schema/readings-schema.js';

const counts = z.record(z.string(), number);

const thread = objectOf<NodeThreadReading>()({
  threadId: count,
  heapUsedBytes: number,
  externalBytes: number,
  arrayBuffersBytes: number,
  census: text.nullable(),
});

const heapSpan = objectOf<NodeHeapSpan>()({
  fullCollections: number,
  liveBytes: number.nullable(),
  atMostBytes: number,
  allocatedBytes: number,
});

const pool = objectOf<PoolGauge>()({ id: text, ...poolFields });

/** What the agent in a Node.js process answers to `read` and `collect`. */
export const nodeReadingSchema = objectOf<NodeReading>()({
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
  gc: objectOf<NonNullable<NodeReading['gc']>>()({ major: number, minor: number, pauseMs: number }).nullable(),
  forced: objectOf<NodeReading['forced']>()({ passes: number, durationMs: number, isStable: flag }),
  eventLoopUtilization: number,
  memwatchUsedHeapBytes: number.nullable(),
  census: text.nullable(),
  isCensusUnknown: flag,
  threads: list(thread).nullable(),
  unreadThreads: number,
  heapSpan: heapSpan.nullable(),
});
