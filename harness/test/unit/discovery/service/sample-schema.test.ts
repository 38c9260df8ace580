import { expect } from 'chai';
import { sampleSchema } from '../../../../src/discovery/service/sample-schema.js';

const schemas: Readonly<Record<string, unknown>> = {
  User: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, friend: { $ref: 'User' } } },
  Loop: { $ref: 'Loop' },
};
const sample = (schema: unknown): unknown => sampleSchema(schema, (reference) => schemas[reference]);

describe('sampleSchema', () => {
  const cases: readonly (readonly [what: string, schema: unknown, value: unknown])[] = [
    ['examples', { type: 'string', example: 'e', default: 'd' }, 'e'],
    ['lists of examples', { type: 'string', examples: ['e'] }, 'e'],
    ['defaults', { type: 'integer', default: 0 }, 0],
    ['enumerations', { enum: ['a', 'b'] }, 'a'],
    ['numbers', { type: 'number', exclusiveMinimum: 4 }, 5],
    ['multiples', { type: 'integer', minimum: 3, multipleOf: 5 }, 5],
    ['formats', { type: 'string', format: 'email' }, 'someone@example.com'],
    ['lengths', { type: 'string', minLength: 6 }, 'textxx'],
    ['nullable types', { type: ['null', 'boolean'] }, true],
    ['arrays', { type: 'array', items: { type: 'integer' } }, [1]],
    ['objects without types', { properties: { a: { type: 'integer' } } }, { a: 1 }],
    [
      'what is required and unknown',
      { type: 'object', required: ['a'], properties: { a: { pattern: '^x$', type: 'string' } } },
      undefined,
    ],
    ['what is unknown and not required', { type: 'object', properties: { a: { pattern: '^x$', type: 'string' } } }, {}],
    [
      'all of several',
      { allOf: [{ properties: { a: { default: 1 } } }, { properties: { b: { default: 2 } } }] },
      { a: 1, b: 2 },
    ],
    ['one of several', { oneOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
    ['references to themselves', { $ref: 'Loop' }, undefined],
    ['nothing', null, undefined],
  ];
  for (const [what, schema, value] of cases) {
    it(`makes a value from ${what}`, () => {
      expect(sample(schema)).to.deep.equal(value);
    });
  }

  it('comes to an end where a schema contains itself', () => {
    expect(sample({ $ref: 'User' })).to.have.property('name', 'text');
  });
});
