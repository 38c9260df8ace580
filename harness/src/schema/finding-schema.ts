import { z } from 'zod';
import type { Culprit, Finding, GrowthEstimate, Projection, SideCost } from '../model/result.js';
import { unitSchema } from './checks-schema.js';
import { resourceKindSchema } from './evidence-schema.js';
import { objectOf } from './object-of.js';
import { amount, count, flag, list, metricId, number, text } from './parts.js';

export const growthEstimateSchema = objectOf<GrowthEstimate>()({ estimate: number, low: number, high: number });

const sideCost = objectOf<SideCost>()({ metric: metricId, unit: unitSchema, perRequest: number });

const culprit = objectOf<Culprit>()({
  kind: z.enum(['acquired-at', 'allocated-at', 'retained-by']),
  file: text,
  line: count,
  column: count,
  functionName: text.nullable(),
  package: text.nullable(),
  isOwn: flag.optional(),
  share: number,
  resource: resourceKindSchema.nullable(),
  summary: text,
  certainty: z.enum(['certain', 'likely', 'possible']),
  calledFrom: text.nullable(),
  stack: list(text),
  codeFrame: text.nullable(),
  retainedBy: list(text),
  details: list(text),
});

export const findingSchema = objectOf<Finding>()({
  fingerprint: text,
  metric: metricId,
  unit: unitSchema,
  title: text,
  perRequest: growthEstimateSchema,
  alsoCosts: list(sideCost),
  projection: objectOf<Projection>()({ limit: text, requestsLeft: amount }).nullable(),
  ignored: text.nullable(),
  culprits: list(culprit),
  advice: text,
});
