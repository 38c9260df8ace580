import { z } from 'zod';
import type { AnalysisSettings, IgnoreRule } from '../model/analysis-settings.js';
import type { BudgetLimit } from '../model/budget.js';
import { type HeaderRecord, type RecordedTarget, readableSchemaVersions } from '../model/recording.js';
import { baselineEndpointSchema } from './baseline-schema.js';
import { environmentSchema, expectationSchema } from './environment-schema.js';
import { recordedInvariantSchema } from './invariant-schema.js';
import { objectOf } from './object-of.js';
import { amount, budgetName, byMetric, count, flag, list, metricId, number, text } from './parts.js';
import { withDistinct } from './with-distinct.js';

const ignoreRule = objectOf<IgnoreRule>()({ fingerprint: text, reason: text, until: text.nullable() });

const settings = objectOf<AnalysisSettings>()({
  tolerances: byMetric(amount),
  requiredMetrics: list(metricId),
  budgetMs: amount,
  longestBudgetMs: amount.optional(),
  connections: count,
  widestConnections: count.optional(),
  strict: flag.optional(),
  ignore: list(ignoreRule),
  baseline: list(baselineEndpointSchema).optional(),
});

const budgetLimit = objectOf<BudgetLimit>()({ name: budgetName, limit: number });

const target = objectOf<RecordedTarget>()({
  name: text,
  expect: expectationSchema.nullable(),
  endpoints: withDistinct(list(text), (id) => id, 'the id of one endpoint only'),
  freshInputs: list(text),
  together: list(text).optional(),
  budgets: list(budgetLimit).optional(),
  invariants: list(recordedInvariantSchema).optional(),
  probes: list(metricId).optional(),
});

export const headerSchema = objectOf<HeaderRecord>()({
  type: z.literal('header'),
  schemaVersion: z.literal(readableSchemaVersions),
  startedAt: z.iso.datetime(),
  seed: number,
  environment: environmentSchema,
  settings,
  targets: withDistinct(list(target), ({ name }) => name, 'the name of one target only', ['name']),
});
