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
    strict: z.boolean().optional(),
    ignore: z.array(z.looseObject({ fingerprint: z.string(), reason: z.string() })),
  }),
  targets: z.array(z.looseObject({ name: z.string(), endpoints: z.array(z.string()) })),
});

const failure = z.nullable(z.looseObject({ code: z.string(), message: z.string() }));

/** What judging and drawing rely on, by type of line; a field that they do not read is not checked. */
const shapes: Readonly<Record<string, z.ZodType>> = {
  'target-start': z.looseObject({ ...ofTarget, limits: z.looseObject({}), unmeasured: z.array(z.unknown()) }),
  duration: z.looseObject({ ...ofTarget, budgetMs: z.number() }),
  floor: z.looseObject({ ...ofTarget, requests: z.number(), metrics: numbers }),
  block: z.looseObject({
    target: z.string(),
    endpoint: z.nullable(z.string()),
    phase: z.string(),
    requests: z.number(),
    floorBefore: z.number(),
    floorAfter: z.number(),
    load: z.looseObject({ sent: z.number(), ok: z.number(), durationMs: z.number(), latencyMs: numbers }),
    cpu: z.looseObject({ targetMs: z.number(), loadMs: z.number() }).optional(),
  }),
  sample: z.looseObject({ ...ofTarget, requests: z.number(), metrics: numbers }),
  event: z.looseObject({ atMs: z.number(), code: z.string(), message: z.string() }),
  invariant: z.looseObject({
    ...ofTarget,
    name: z.string(),
    before: z.nullable(z.number()),
    after: z.nullable(z.number()),
    waitedMs: z.number(),
    failure: z.nullable(z.string()),
  }),
  sessions: z.looseObject({
    ...ofTarget,
    states: z.array(
      z.looseObject({ state: z.string(), count: z.number(), overMinute: z.number(), longestSeconds: z.number() }),
    ),
  }),
  'target-end': z.looseObject({ ...ofTarget, failure }),
  end: z.looseObject({ atMs: z.number(), failure, interrupted: z.boolean() }),
};

/** Lines that no verdict stands on (evidence for culprits) are only asked to say what they are. There is one header. */
const anyLine = z.looseObject({ type: z.string() });

function isRecord(value: unknown): boolean {
  const { data } = anyLine.safeParse(value);
  return data !== undefined && data.type !== 'header' && (shapes[data.type] ?? anyLine).safeParse(value).success;
}

/** The header that a value is, or null. Its version has been looked at before. */
export const asHeader = (value: unknown): HeaderRecord | null =>
  header.safeParse(value).success ? (value as HeaderRecord) : null;

/** The record that a value is, or null. */
export const asRecordLine = (value: unknown): Exclude<RecordLine, HeaderRecord> | null =>
  isRecord(value) ? (value as Exclude<RecordLine, HeaderRecord>) : null;
