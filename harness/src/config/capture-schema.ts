import { compile } from 'json-p3';
import { z } from 'zod';
import type { CaptureSource } from '../model/endpoint.js';
import { isPlaceholderName } from '../platform/text/placeholders.js';
import { addProblem, record } from './schema-parts.js';

/** Values that every unit has. No captured value may have one of these names. */
export const builtinValues: readonly string[] = ['n', 'uuid', 'random'];

const sourceRule = '"$.path" (JSONPath), "header:NAME", "cookie:NAME" or "regex:PATTERN"';

const source = z.string({ error: sourceRule }).transform((written, context) => {
  try {
    return { written, source: toSource(written) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: 'custom', message: reason === '' ? sourceRule : `${sourceRule}; ${reason}` });
    return z.NEVER;
  }
});

function toSource(written: string): CaptureSource {
  if (written.startsWith('$')) {
    compile(written);
    return { kind: 'json', path: written };
  }
  const [, kind = '', rest = ''] = /^(header|cookie|regex):\s*(.+)$/s.exec(written) ?? [];
  if (kind === 'header') return { kind, name: rest.trim().toLowerCase() };
  if (kind === 'cookie') return { kind, name: rest.trim() };
  if (kind !== 'regex') throw new Error('');
  return { kind, pattern: new RegExp(rest).source };
}

/** Values to take from an answer. Each has the name under which later requests use it. */
export const captureSchema = record(source, 'an object of names and where their values are').superRefine(
  (captures, context) => {
    for (const name of Object.keys(captures)) {
      if (builtinValues.includes(name))
        addProblem(context, `every request has its own {${name}}; take another name`, [name]);
      else if (!isPlaceholderName(name))
        addProblem(context, 'a name has letters, digits and "_", and begins with a letter', [name]);
    }
  },
);
