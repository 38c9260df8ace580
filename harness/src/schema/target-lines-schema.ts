import { z } from 'zod';
import type { Limits } from '../model/limits.js';
import type {
  DurationRecord,
  EndRecord,
  EventRecord,
  InvariantRecord,
  SessionState,
  SessionsRecord,
  TargetEndRecord,
  TargetStartRecord,
  UsageRecord,
} from '../model/recording.js';
import { runtimeKinds } from '../model/runtimes/runtime-kind.js';
import { serviceKinds } from '../model/services/service-kind.js';
import { failureSchema, unmeasuredSchema } from './environment-schema.js';
import { objectOf } from './object-of.js';
import { amount, byName, byService, count, flag, list, number, text } from './parts.js';

const limit = amount.nullable();

const limits = objectOf<Limits>()({
  connections: byService(amount),
  fileLimit: limit,
  heapLimitBytes: limit,
  memoryBytes: limit,
  settings: byName(text),
});

const by = z.enum(['socket', 'application-name', 'total']);

export const targetStartSchema = objectOf<TargetStartRecord>()({
  type: z.literal('target-start'),
  target: text,
  atMs: amount,
  pid: count,
  runtime: z.enum(runtimeKinds).nullable().optional(),
  limits,
  ownership: byService(by),
  unmeasured: list(unmeasuredSchema),
});

export const durationSchema = objectOf<DurationRecord>()({
  type: z.literal('duration'),
  target: text,
  atMs: amount,
  endpoints: count,
  slow: count,
  expectedMs: amount,
  budgetMs: amount,
});

export const eventSchema = objectOf<EventRecord>()({
  type: z.literal('event'),
  target: text.nullable(),
  atMs: amount,
  code: text,
  message: text,
});

const sessionState = objectOf<SessionState>()({
  state: text,
  count,
  overMinute: count,
  // This is measured by the server's clock, which may be set back.
  longestSeconds: number,
});

export const sessionsSchema = objectOf<SessionsRecord>()({
  type: z.literal('sessions'),
  target: text,
  atMs: amount,
  service: z.enum(serviceKinds),
  states: list(sessionState),
});

export const usageSchema = objectOf<UsageRecord>()({
  type: z.literal('usage'),
  target: text,
  atMs: amount,
  service: z.enum(serviceKinds),
  opened: count.nullable(),
});

export const invariantSchema = objectOf<InvariantRecord>()({
  type: z.literal('invariant'),
  target: text,
  atMs: amount,
  name: text,
  before: number.nullable(),
  after: number.nullable(),
  waitedMs: amount,
  failure: text.nullable(),
});

export const targetEndSchema = objectOf<TargetEndRecord>()({
  type: z.literal('target-end'),
  target: text,
  atMs: amount,
  beganAtMs: amount.optional(),
  reason: z.enum(['decided', 'budget', 'headroom', 'failed', 'interrupted']),
  failure: failureSchema.nullable(),
});

export const endSchema = objectOf<EndRecord>()({
  type: z.literal('end'),
  atMs: amount,
  failure: failureSchema.nullable(),
  interrupted: flag,
});
