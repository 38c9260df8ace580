import { expect } from 'chai';
import { z } from 'zod';
import { objectOf } from '../../../src/schema/object-of.js';
import { list } from '../../../src/schema/parts.js';

interface Sample {
  readonly count: number;
  readonly note?: string;
  readonly kind: 'x' | 'y';
  readonly names: readonly string[];
}

const fields = { count: z.number(), note: z.string().optional(), kind: z.enum(['x', 'y']), names: list(z.string()) };

describe('a schema bound to a type', () => {
  it('is refused by the compiler when it does not say what the type says', () => {
    const { note: _note, ...withoutNote } = fields;
    // @ts-expect-error A field is missing, even one that may be absent.
    objectOf<Sample>()(withoutNote);
    // @ts-expect-error The type does not have this field.
    objectOf<Sample>()({ ...fields, other: z.number() });
    // @ts-expect-error It allows more than the type.
    objectOf<Sample>()({ ...fields, kind: z.string() });
    // @ts-expect-error It allows less than the type.
    objectOf<Sample>()({ ...fields, kind: z.enum(['x']) });
    // @ts-expect-error The field may be absent.
    objectOf<Sample>()({ ...fields, note: z.string() });
    // @ts-expect-error The field is always there.
    objectOf<Sample>()({ ...fields, count: z.number().optional() });
    expect(objectOf<Sample>()(fields)).to.be.an('object');
  });

  it('leaves out what it does not know', () => {
    const value = { count: 1, kind: 'x', names: ['a'] };
    expect(objectOf<Sample>()(fields).parse({ ...value, newer: true })).to.deep.equal(value);
  });
});
