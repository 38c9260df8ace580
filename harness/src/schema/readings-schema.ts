import { z } from 'zod';
import type { PoolBackends } from '../model/pool-gauge.js';
import type {
  FloorRecord,
  HeapBetweenFloors,
  PoolReading,
  ProcessReading,
  SampleRecord,
  ThreadShare,
} from '../model/readings.js';
import { objectOf } from './object-of.js';
import { amount, count, counts, flag, list, metricReadings, text } from './parts.js';

export const processRole = z.enum(['master', 'worker', 'process']);

const process = objectOf<ProcessReading>()({
  pid: count,
  label: text,
  role: processRole,
  metrics: metricReadings,
  unreadCpuMs: amount.optional(),
});

const thread = objectOf<ThreadShare>()({ pid: count, thread: count, metrics: metricReadings });

const heapBetween = objectOf<HeapBetweenFloors>()({
  fullCollections: count,
  liveBytes: amount,
  atMostBytes: amount,
  allocatedBytes: amount,
});

/** The counters of a pool, without the fields that name it. */
export const poolFields = {
  total: amount,
  idle: amount,
  waiting: amount,
  max: amount,
  backends: objectOf<PoolBackends>()({ checkedOut: list(count), idle: list(count) }).optional(),
};

const pool = objectOf<PoolReading>()({ pid: count, pool: text, ...poolFields });

export const floorSchema = objectOf<FloorRecord>()({
  type: z.literal('floor'),
  target: text,
  index: count,
  atMs: amount,
  requests: count,
  metrics: metricReadings,
  processes: list(process).optional(),
  threads: list(thread).optional(),
  unreadThreads: count.optional(),
  socketsByPeer: counts,
  settled: flag,
  settleMs: amount,
  heapBefore: heapBetween.optional(),
});

export const sampleSchema = objectOf<SampleRecord>()({
  type: z.literal('sample'),
  target: text,
  atMs: amount,
  requests: count,
  metrics: metricReadings,
  processes: list(process).optional(),
  pools: list(pool).optional(),
});
