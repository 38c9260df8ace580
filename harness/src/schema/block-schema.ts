import { z } from 'zod';
import type { BlockCpu, BlockRecord } from '../model/block.js';
import type { LoadResult } from '../model/load.js';
import type { TimerGroup } from '../model/target.js';
import { objectOf } from './object-of.js';
import { amount, count, counts, flag, list, number, text } from './parts.js';

const load = objectOf<LoadResult>()({
  sent: count,
  ok: count,
  non2xx: count,
  unexpected: count,
  errors: count,
  timeouts: count,
  requestsPerSecond: amount,
  durationMs: amount,
  latencyMs: objectOf<LoadResult['latencyMs']>()({ p50: amount, p95: amount, p99: amount, max: amount }),
  statuses: counts,
  byTarget: counts.optional(),
  logins: count.optional(),
  firstFailure: text.nullable(),
});

const timers = objectOf<TimerGroup>()({
  delayMs: number,
  isRepeating: flag,
  keepsAlive: flag,
  count,
  longestLeftMs: number,
});

export const blockSchema = objectOf<BlockRecord>()({
  type: z.literal('block'),
  target: text,
  endpoint: text.nullable(),
  phase: z.enum(['scout', 'warm-up', 'measure', 'idle']),
  stage: count,
  requests: count,
  connections: count,
  startMs: amount,
  endMs: amount,
  floorBefore: count,
  floorAfter: count,
  load,
  cpu: objectOf<BlockCpu>()({ targetMs: amount, loadMs: amount }).optional(),
  firstN: count.optional(),
  keys: z.literal('repeated').optional(),
  timers: list(timers).nullable().optional(),
});
