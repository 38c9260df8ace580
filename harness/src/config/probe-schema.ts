import { compile } from 'json-p3';
import { z } from 'zod';
import { addProblem, list, method, oneOf, strictObject, text } from './schema-parts.js';

const nameRule = 'letters, digits, "_" and "-", beginning with a letter';
const addressRule = 'an http:// or https:// address, or a path of the target that begins with "/"';
const jsonpathRule = 'a JSONPath, e.g. "$.queue.length"';
const prometheusRule = 'the name of a sample, with labels where they matter, e.g. \'queue_messages{queue="mail"}\'';

const address = z.string({ error: addressRule }).regex(/^(?:https?:\/\/\S+|\/\S*)$/, { error: addressRule });

const jsonpath = z.string({ error: jsonpathRule }).refine(isJsonpath, { error: jsonpathRule });

function isJsonpath(path: string): boolean {
  try {
    compile(path);
    return true;
  } catch {
    return false;
  }
}

const prometheus = z
  .string({ error: prometheusRule })
  .regex(/^[a-zA-Z_:][\w:]*(?:\{.*\})?$/, { error: prometheusRule });

const read = strictObject(
  { shell: text.optional(), url: address.optional(), jsonpath: jsonpath.optional(), prometheus: prometheus.optional() },
  'how the number is read, e.g. { shell: "…" } or { url: "/metrics", prometheus: "…" }',
).superRefine((value, context) => {
  if ((value.shell === undefined) === (value.url === undefined))
    return addProblem(context, 'give either "shell" (a command that prints the number) or "url"');
  const within = [value.jsonpath, value.prometheus].filter((given) => given !== undefined).length;
  if (value.url !== undefined && within !== 1)
    addProblem(context, 'give one of "jsonpath" and "prometheus", which tells where the number is in the answer');
  if (value.shell !== undefined && within > 0)
    addProblem(context, '"jsonpath" and "prometheus" go with "url"; a "shell" command prints the number alone');
});

const beforeFloor = strictObject(
  { shell: text.optional(), url: address.optional(), method: method.optional() },
  'what is done before each reading, e.g. { url: "/debug/gc" } or { shell: "…" }',
).superRefine((value, context) => {
  if ((value.shell === undefined) === (value.url === undefined)) addProblem(context, 'give either "shell" or "url"');
  else if (value.shell !== undefined && value.method !== undefined) addProblem(context, '"method" goes with "url"');
});

const tolerance = z.number({ error: 'a number, 0 or more' }).min(0, { error: 'a number, 0 or more' });

const probe = strictObject(
  {
    name: z.string({ error: nameRule }).regex(/^[a-zA-Z][\w-]*$/, { error: nameRule }),
    unit: oneOf(['count', 'bytes']).optional(),
    read,
    beforeFloor: beforeFloor.optional(),
    tolerance: tolerance.optional(),
  },
  'a probe, e.g. { name: "queueLength", read: { shell: "…" } }',
);

/** Numbers of the user's own. */
export const probesSchema = list(probe, 'an array of probes');

export type ParsedProbe = z.output<typeof probe>;
