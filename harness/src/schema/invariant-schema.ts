import { z } from 'zod';
import type { ExpectedNumber, InvariantResult, RecordedInvariant } from '../model/invariant.js';
import { serviceKinds } from '../model/services/service-kind.js';
import { objectOf } from './object-of.js';
import { amount, flag, list, number, text } from './parts.js';

const source = z.enum([...serviceKinds, 'shell']);
const compares = z.enum(['value', 'change']);

export const outcomeSchema = z.enum(['kept', 'broken', 'unmeasured']);

type Constant = Extract<ExpectedNumber, { kind: 'constant' }>;
type Requests = Extract<ExpectedNumber, { kind: 'requests' }>;

const expected: z.ZodType<ExpectedNumber> = z.union([
  objectOf<Constant>()({ kind: z.literal('constant'), value: number }),
  objectOf<Requests>()({
    kind: z.literal('requests'),
    endpoints: list(text),
    counted: z.enum(['2xx', 'ok', 'sent']),
    times: number,
  }),
]);

export const recordedInvariantSchema = objectOf<RecordedInvariant>()({
  name: text,
  source,
  compares,
  expected,
  withinMs: amount,
});

export const invariantResultSchema = objectOf<InvariantResult>()({
  name: text,
  source,
  compares,
  expectedFrom: text,
  expected: number.nullable(),
  observed: number.nullable(),
  slack: number,
  waitedMs: number,
  outcome: outcomeSchema,
  passed: flag,
  reason: text,
});
