import { validateHeaderName, validateHeaderValue } from 'node:http';
import { z } from 'zod';
import { captureSchema } from './capture-schema.js';
import { addProblem, flag, integer, list, method, oneOf, path, record, strictObject, text } from './schema-parts.js';

const statusRule = 'a status from 100 to 599, or [from, to]';
const status = integer(100, 599);
const expectStatus = z.union(
  [
    status,
    z
      .tuple([status, status], { error: statusRule })
      .refine(([from, to]) => from <= to, { error: '[from, to] with from not above to' }),
  ],
  { error: statusRule },
);

export const headersSchema = record(
  z.string({ error: 'a string' }),
  'an object of header names and values',
).superRefine((value, context) => {
  for (const [name, content] of Object.entries(value)) {
    const problem = headerProblem(name, content);
    if (problem !== null) addProblem(context, problem, [name]);
  }
});

const request = {
  method: method.optional(),
  headers: headersSchema.optional(),
  body: z.unknown().optional(),
  bodyBase64: z.base64({ error: 'base64' }).optional(),
  expectStatus: expectStatus.optional(),
  abort: oneOf(['request', 'response']).optional(),
  capture: captureSchema.optional(),
};

const shorthandRule = '"METHOD /path" or "/path"';
const shorthand = z.string({ error: shorthandRule }).transform((line, context) => {
  const [first = '', ...rest] = line.trim().split(/\s+/);
  const parts = rest.length === 0 ? { path: first } : { method: first, path: rest.join(' ') };
  const parsed = z.object({ method: method.optional(), path }).safeParse(parts);
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? shorthandRule });
  return z.NEVER;
});

const requestObject = checkBody(strictObject({ ...request, path }, 'a request'));
export const requestSchema = z.union([shorthand, requestObject], { error: `${shorthandRule}, or an object` });

const endpointObject = checkBody(
  strictObject(
    {
      ...request,
      id: text.optional(),
      exclusive: flag.optional(),
      path: path.optional(),
      steps: list(requestSchema, 'an array of requests').min(1, { error: 'at least one request' }).optional(),
    },
    'an endpoint',
  ),
).superRefine((endpoint, context) => {
  const { id: _id, exclusive: _exclusive, steps, ...single } = endpoint;
  const given = Object.entries(single).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (steps === undefined && single.path === undefined) {
    addProblem(context, 'give "path", or "steps"');
  } else if (steps !== undefined && given.length > 0) {
    addProblem(context, `give ${quoted(given)} in each of "steps", not beside them`);
  }
});

export const endpointSchema = z.union([shorthand, endpointObject], { error: `${shorthandRule}, or an object` });
export type ParsedEndpoint = z.output<typeof endpointSchema>;
type ParsedStep = z.output<typeof requestSchema>;
/** One type for a step in either form. */
export type ParsedRequest = Pick<ParsedStep, 'method' | 'path'> & Partial<z.output<typeof requestObject>>;

function checkBody<T extends z.ZodType<{ readonly body?: unknown; readonly bodyBase64?: string | undefined }>>(
  schema: T,
): T {
  return schema.superRefine(({ body, bodyBase64 }, context) => {
    if (body !== undefined && bodyBase64 !== undefined) {
      addProblem(context, 'give "body" or "bodyBase64", not both');
    }
  });
}

/**
 * What is wrong with a header; null when nothing is. Leakline sets the length itself, and everything else is only
 * checked to be sendable.
 */
function headerProblem(name: string, value: string): string | null {
  if (/^(content-length|transfer-encoding)$/i.test(name)) return 'is set by Leakline; leave it out';
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const quoted = (keys: readonly string[]): string => keys.map((key) => `"${key}"`).join(', ');
