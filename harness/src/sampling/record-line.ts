import { z } from 'zod';
import type { HeaderRecord, RecordLine } from '../model/recording.js';

const numbers = z.record(z.string(), z.number());
const ofTarget = { target: z.string(), atMs: z.number() };

const header = z.looseObject({
  type: z.literal('header'),
  startedAt: z.iso.datetime(),
  seed: z.number(),
  environment: z.looseObject({ services: z.record(z.string(), z.string()) }),
  settings: z.looseObject({
    tolerances: numbers,
    requiredMetrics: z.array(z.string()),
    budgetMs: z.number(),
    connections: z.number(),
    ignore: z.array(z.looseObject({ fingerprint: z.string(), reason: z.string() })),
  }),
  targets: z.array(z.looseObject({ name: z.string(), endpoints: z.array(z.string()) })),
});

const failure = z.nullable(z.looseObject({ code: z.string(), message: z.string() }));

/** What judging and drawing rely on; a field that they do not read is not checked. */
const line = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('target-start'),
    ...ofTarget,
    limits: z.looseObject({}),
    unmeasured: z.array(z.any()),
  }),
  z.looseObject({ type: z.literal('floor'), ...ofTarget, requests: z.number(), metrics: numbers }),
  z.looseObject({
    type: z.literal('block'),
    target: z.string(),
    endpoint: z.nullable(z.string()),
    phase: z.string(),
    requests: z.number(),
    floorBefore: z.number(),
    floorAfter: z.number(),
    load: z.looseObject({ sent: z.number(), ok: z.number(), durationMs: z.number(), latencyMs: numbers }),
  }),
  z.looseObject({ type: z.literal('sample'), ...ofTarget, requests: z.number(), metrics: numbers }),
  z.looseObject({ type: z.literal('event'), atMs: z.number(), code: z.string(), message: z.string() }),
  z.looseObject({ type: z.literal('target-end'), ...ofTarget, failure }),
  z.looseObject({ type: z.literal('end'), atMs: z.number(), failure, interrupted: z.boolean() }),
]);

/** The header that a value is, or null. Its version has been looked at before. */
export const asHeader = (value: unknown): HeaderRecord | null =>
  header.safeParse(value).success ? (value as HeaderRecord) : null;

/** The record that a value is, or null. */
export const asRecordLine = (value: unknown): Exclude<RecordLine, HeaderRecord> | null =>
  line.safeParse(value).success ? (value as Exclude<RecordLine, HeaderRecord>) : null;
