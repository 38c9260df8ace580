import { z } from 'zod';
import { serviceDefinitions } from '../model/services/catalogue.js';
import { byEachService, serviceKinds } from '../model/services/service-kind.js';
import { addProblem, list, oneOf, strictObject, text } from './schema-parts.js';

const sources = [...serviceKinds, 'shell'] as const;

/** A statement for a database; a command for any other service, as one line or as words. */
const question = byEachService((kind) =>
  serviceDefinitions[kind].isDatabase
    ? text.optional()
    : z.union([text, list(text, 'a command').min(1)], { error: 'a command, as one line or as words' }).optional(),
);
const requestsRule = 'the id of an endpoint, or an array of them';
const secondsRule = 'a number of seconds from 0 to 3600';
const factorRule = 'a number other than 0';

const counted = strictObject(
  {
    requests: z.union([text, list(text, requestsRule).min(1, { error: requestsRule })], { error: requestsRule }),
    counted: oneOf(['2xx', 'ok', 'sent']).optional(),
    times: z
      .number({ error: factorRule })
      .refine((times) => times !== 0, { error: factorRule })
      .optional(),
  },
  'an object',
);

const expectedRule = 'a number, the id of an endpoint such as "POST /orders", or { requests, counted, times }';

const quoted = sources.map((source) => `"${source}"`);

/** A value and what it has to be. Whether its endpoints exist is checked later. */
export const invariantSchema = strictObject(
  {
    name: text,
    ...question,
    shell: text.optional(),
    equals: z.union([z.number({ error: expectedRule }), text, counted], { error: expectedRule }),
    compares: oneOf(['change', 'value']).optional(),
    withinSeconds: z
      .number({ error: secondsRule })
      .min(0, { error: secondsRule })
      .max(3600, { error: secondsRule })
      .optional(),
  },
  'an invariant',
).superRefine((invariant, context) => {
  const given = sources.filter((source) => invariant[source] !== undefined);
  if (given.length === 1) return;
  addProblem(
    context,
    `give one of ${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}, which tells how to read the value; saw ${given.length}`,
  );
});

export type ParsedInvariant = z.output<typeof invariantSchema>;
