import { z } from 'zod';
import type { UnmeasuredMetric } from '../model/metrics/unmeasured-metric.js';
import type { Environment, RecordedFailure } from '../model/recording.js';
import { objectOf } from './object-of.js';
import { byService, count, metricId, text } from './parts.js';

export const environmentSchema = objectOf<Environment>()({
  node: text,
  platform: text,
  cpus: count,
  leakline: text,
  services: byService(text),
});

export const unmeasuredSchema = objectOf<UnmeasuredMetric>()({ metric: metricId, reason: text });

export const failureSchema = objectOf<RecordedFailure>()({ code: text, message: text });

export const expectationSchema = z.enum(['leaking', 'clean']);
