import type { HeaderRecord, RecordLine } from '../model/recording.js';
import type { Mask } from '../platform/secrets/create-mask.js';

/**
 * Fields that programs compare. They hold words of closed lists, or names that were masked where they were given. Every
 * field that is not listed here or below counts as text.
 */
const fixedFields: ReadonlySet<string> = new Set([
  'type',
  'startedAt',
  'target',
  'endpoint',
  'endpoints',
  'freshInputs',
  'together',
  'name',
  'expect',
  'phase',
  'code',
  'kind',
  'role',
  'keys',
  'source',
  'compares',
  'counted',
  'metric',
  'metrics',
  'requiredMetrics',
  'baseline',
  'fingerprint',
  'until',
  'service',
  'state',
  'ownership',
]);

/** Fields for places in code and for names of what holds objects. They are joined by equality, so equal stays equal. */
const identityFields: ReadonlySet<string> = new Set(['file', 'functionName', 'className', 'edge', 'package', 'pool']);

type Words = (text: string) => string;

function maskValue(value: unknown, words: Words, mask: Mask): unknown {
  if (typeof value === 'string') return words(value);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, words, mask));
  return typeof value === 'object' && value !== null ? maskFields(value, words, mask) : value;
}

function maskFields(fields: object, words: Words, mask: Mask): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (fixedFields.has(name)) return [name, value];
      // The keys of `codeFrames` are files and lines.
      if (name === 'codeFrames') return [name, maskCodeFrames(value as Readonly<Record<string, string>>, mask)];
      return [name, maskValue(value, identityFields.has(name) ? mask.identity : words, mask)];
    }),
  );
}

const maskCodeFrames = (frames: Readonly<Record<string, string>>, mask: Mask): object =>
  Object.fromEntries(Object.entries(frames).map(([place, code]) => [mask.identity(place), mask.text(code)]));

/** Masks every text in the fields of a value. Numbers, names and words of closed lists stay as they are. */
export const maskTexts = <Value extends object>(value: Value, mask: Mask): Value =>
  maskFields(value, mask.text, mask) as Value;

/** Masks a line of the recording, so that it holds no secrets. */
export function maskLine<Line extends HeaderRecord | RecordLine>(line: Line, mask: Mask): Line {
  const masked = maskTexts(line, mask);
  // The reason of a target's end is a word of a closed list. In other lines a reason is a sentence.
  return line.type === 'target-end' ? { ...masked, reason: line.reason } : masked;
}
