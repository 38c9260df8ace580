import fc from 'fast-check';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import { fillVariables } from '../../../src/import/fill-variables.js';
import type { RequestSource } from '../../../src/import/imported.js';
import { writeRequests } from '../../../src/import/write-requests.js';
import { read, withFile } from './import-fixture.js';

const words = fc.constantFrom(
  ...[
    '$ref',
    'in',
    'name',
    'schema',
    'type',
    'required',
    'properties',
    'items',
    'content',
    'examples',
    'example',
    'value',
  ],
  ...['security', 'parameters', 'requestBody', 'responses', 'variables', 'url', 'raw', 'query', 'auth', 'body', 'mode'],
  ...['header', 'key', 'headers', 'postData', 'text', 'params', 'status', 'method', '__proto__', 'constructor'],
);

const leaves = fc.oneof(
  fc.constantFrom(
    '#/paths',
    '#',
    '#/paths/~1thing/post',
    'object',
    'array',
    'string',
    'path',
    'query',
    'http://x/{a}',
    '{{a}}',
  ),
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);

const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(words, tie('value'), { maxKeys: 4 }),
  ),
})).value;

const operation = fc.dictionary(words, anything, { maxKeys: 5 });
const documents: Readonly<Record<Exclude<RequestSource['kind'], 'curl'>, fc.Arbitrary<object>>> = {
  openapi: fc.record({
    openapi: fc.constantFrom('3.0.0', '3.1.0'),
    paths: fc.record({ '/thing/{a}': fc.record({ post: operation, get: operation, parameters: anything }) }),
    servers: anything,
    security: anything,
    components: anything,
  }),
  har: fc.record({
    log: fc.record({
      version: fc.constant('1.2'),
      entries: fc.array(fc.record({ request: operation, response: anything }), { maxLength: 4 }),
    }),
  }),
  postman: fc.record({
    item: fc.array(fc.oneof(anything, fc.record({ name: leaves, request: operation })), { maxLength: 4 }),
    variable: anything,
    auth: anything,
    event: anything,
  }),
};

/** Whatever comes out can be a configuration, or it is refused with a code. */
async function drive(kind: RequestSource['kind'], place: string): Promise<void> {
  try {
    const imported = await read(kind, place, { includesDeletes: true });
    writeRequests(imported);
    const environment = Object.fromEntries(imported.variables.map(({ name }) => [name, 'a value']));
    const endpoints = fillVariables(imported, environment);
    const target = { name: 'a', url: 'http://127.0.0.1:1' };
    resolveConfig({ targets: [target], endpoints }, {}, { configFile: null, cwd: '/', environment: {} });
  } catch (error) {
    const { name, code } = error as { readonly name?: string; readonly code?: string };
    if (name !== 'HarnessError' || code === 'CONFIG_INVALID') throw error;
  }
}

describe('documents of strangers', () => {
  for (const [kind, arbitrary] of Object.entries(documents)) {
    it(`give requests or an error with a code: ${kind}`, () =>
      fc.assert(
        fc.asyncProperty(arbitrary, (document) =>
          withFile(JSON.stringify(document), (file) => drive(kind as RequestSource['kind'], file)),
        ),
        { numRuns: 200 },
      ));
  }

  it('give requests or an error with a code: any JSON, cut anywhere', () =>
    fc.assert(
      fc.asyncProperty(fc.json(), fc.nat(), fc.constantFrom('openapi', 'har', 'postman'), (text, cut, kind) =>
        withFile(text.slice(0, cut % (text.length + 1)), (file) => drive(kind, file)),
      ),
      { numRuns: 200 },
    ));

  it('give requests or an error with a code: any curl', () => {
    const word = fc.constantFrom(
      '-H',
      '-d',
      'a: b',
      'x.com',
      '-X',
      'POST',
      '-u',
      'a:b',
      '--json',
      '{"a":1}',
      '-G',
      '-b',
      '"',
      '$A',
      '|',
      '-F',
      '@',
    );
    return fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(word, fc.string())), (given) => drive('curl', `curl ${given.join(' ')}`)),
      { numRuns: 300 },
    );
  });
});
