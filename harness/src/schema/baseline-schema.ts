import { z } from 'zod';
import { type Baseline, type BaselineEndpoint, type BaselineRate, baselineSchemaVersion } from '../model/baseline.js';
import { objectOf } from './object-of.js';
import { list, metricId, number, text } from './parts.js';

const rate = objectOf<BaselineRate>()({
  metric: metricId,
  unit: z.enum(['bytes', 'count']),
  verdict: z.enum(['leaking', 'inconclusive']),
  estimate: number,
  low: number,
  high: number,
});

export const baselineEndpointSchema = objectOf<BaselineEndpoint>()({
  target: text,
  endpoint: text,
  date: z.iso.date(),
  rates: list(rate),
});

/** The content of `leakline.baseline.json`. */
export const baselineSchema = objectOf<Baseline>()({
  schemaVersion: z.literal(baselineSchemaVersion),
  endpoints: list(baselineEndpointSchema),
});
