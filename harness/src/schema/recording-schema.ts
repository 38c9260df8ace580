import { z } from 'zod';
import type { HeaderRecord, RecordLine } from '../model/recording.js';
import { blockSchema } from './block-schema.js';
import { evidenceSchema } from './evidence-schema.js';
import { floorSchema, sampleSchema } from './readings-schema.js';
import {
  durationSchema,
  endSchema,
  eventSchema,
  invariantSchema,
  sessionsSchema,
  targetEndSchema,
  targetStartSchema,
  usageSchema,
} from './target-lines-schema.js';

/** Every line of a recording except its header. */
export type BodyLine = Exclude<RecordLine, HeaderRecord>;

/** The schema of each type of line. */
const schemas: { readonly [T in BodyLine['type']]: z.ZodType<Extract<BodyLine, { readonly type: T }>> } = {
  'target-start': targetStartSchema,
  duration: durationSchema,
  floor: floorSchema,
  block: blockSchema,
  sample: sampleSchema,
  event: eventSchema,
  evidence: evidenceSchema,
  invariant: invariantSchema,
  sessions: sessionsSchema,
  usage: usageSchema,
  'target-end': targetEndSchema,
  end: endSchema,
};

const byType: ReadonlyMap<string, z.ZodType<BodyLine>> = new Map(Object.entries(schemas));

/** A line of which only the type is checked. There is one header, and it is the first line. */
export const typedLineSchema = z.object({
  type: z.string().refine((type) => type !== 'header', { error: 'the type of a line after the header' }),
});

/** The schema of a type of line. Undefined for a type of a newer Leakline. */
export const lineSchemaOf = (type: string): z.ZodType<BodyLine> | undefined => byType.get(type);
