import { z } from 'zod';
import type { BudgetResult } from '../model/budget.js';
import type { Remedy, Symptom } from '../model/symptom.js';
import { outcomeSchema } from './invariant-schema.js';
import { objectOf } from './object-of.js';
import { budgetName, flag, list, number, text } from './parts.js';

export const unitSchema = z.enum(['bytes', 'count']);

export const budgetResultSchema = objectOf<BudgetResult>()({
  name: budgetName,
  unit: z.enum(['bytes', 'count', 'ms', 'share', 'requests/s']),
  bound: z.enum(['at-most', 'at-least']),
  limit: number,
  observed: number.nullable(),
  atMost: number.optional(),
  endpoint: text.nullable(),
  outcome: outcomeSchema,
  passed: flag,
  reason: text,
});

const remedy = objectOf<Remedy>()({
  purpose: text,
  language: z.enum(['sql', 'shell', 'nginx', 'ini', 'ts']),
  text,
});

export const symptomSchema = objectOf<Symptom>()({ code: text, seen: text, advice: text, remedies: list(remedy) });
