import { z } from 'zod';
import {
  type ExitCode,
  type ProcessFigure,
  type ProcessResult,
  type RunResult,
  resultSchemaVersion,
  type TargetResult,
  type Warning,
} from '../model/result.js';
import { budgetResultSchema, symptomSchema } from './checks-schema.js';
import { endpointResultSchema, verdictSchema } from './endpoint-result-schema.js';
import { environmentSchema, expectationSchema, failureSchema, unmeasuredSchema } from './environment-schema.js';
import { invariantResultSchema } from './invariant-schema.js';
import { objectOf } from './object-of.js';
import { amount, byMetric, count, flag, list, number, text } from './parts.js';
import { processRole } from './readings-schema.js';
import { withDistinct } from './with-distinct.js';

const warning = objectOf<Warning>()({ code: text, message: text });

const processResult = objectOf<ProcessResult>()({
  pid: count,
  label: text,
  role: processRole,
  isFromStart: flag,
  isAtEnd: flag,
  metrics: byMetric(objectOf<ProcessFigure>()({ start: number, end: number, peak: number })),
});

/** Results of earlier versions lack some lists, which then are empty. */
const target = objectOf<TargetResult>()({
  name: text,
  expect: expectationSchema.nullable(),
  verdict: verdictSchema,
  expectationMet: flag,
  durationMs: amount,
  endpoints: withDistinct(list(endpointResultSchema), ({ id }) => id, 'the id of one endpoint only', ['id']),
  budgets: list(budgetResultSchema).default([]),
  invariants: list(invariantResultSchema).default([]),
  symptoms: list(symptomSchema).default([]),
  processes: list(processResult).default([]),
  unmeasured: list(unmeasuredSchema),
  warnings: list(warning),
  failure: failureSchema.nullable(),
});

const exitCodes = [0, 1, 2, 3, 4, 130] as const satisfies readonly ExitCode[];

/** The content of `result.json`. */
export const resultSchema = objectOf<RunResult>()({
  schemaVersion: z.literal(resultSchemaVersion),
  verdict: verdictSchema,
  expectationsMet: flag,
  exitCode: z.literal(exitCodes),
  startedAt: z.iso.datetime(),
  durationMs: amount,
  seed: number,
  interrupted: flag,
  environment: environmentSchema,
  targets: withDistinct(list(target), ({ name }) => name, 'the name of one target only', ['name']),
  warnings: list(warning),
});
