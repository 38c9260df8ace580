import { z } from 'zod';
import type { Environment, RecordedFailure, UnmeasuredMetric } from '../model/recording.js';
import { objectOf } from './object-of.js';
import { count, metricId, text } from './parts.js';

/** Services of newer versions are passed over. */
const services = objectOf<Environment['services']>()({ postgres: text.optional(), redis: text.optional() });

export const environmentSchema = objectOf<Environment>()({
  node: text,
  platform: text,
  cpus: count,
  leakline: text,
  services,
});

export const unmeasuredSchema = objectOf<UnmeasuredMetric>()({ metric: metricId, reason: text });

export const failureSchema = objectOf<RecordedFailure>()({ code: text, message: text });

export const expectationSchema = z.enum(['leaking', 'clean']);
