import { expect } from 'chai';
import { ownerOf, readCensus } from '../../../../../src/runtimes/node/census/read-census.js';

const text = (types: Readonly<Record<string, readonly [count: number, overall: number]>>): string =>
  JSON.stringify({
    type_data: {
      ...Object.fromEntries(Object.entries(types).map(([type, [count, overall]]) => [type, { count, overall }])),
      END: {},
    },
  });

describe('readCensus', () => {
  it("tells the application's objects from what V8 makes to run it", () => {
    const types = {
      JS_OBJECT_TYPE: [3, 96],
      JS_PROXY_TYPE: [1, 32],
      JS_ARRAY_TYPE: [2, 64],
      ARRAY_ELEMENTS_TYPE: [2, 100],
      JS_OBJECT_BOILERPLATE_TYPE: [5, 160],
      FEEDBACK_VECTOR_HEADER_TYPE: [1, 40],
      MAP_STABLE_TYPE: [1, 72],
      MAP_PROTOTYPE_TYPE: [1, 80],
      SCRIPT_SOURCE_EXTERNAL_ONE_BYTE_TYPE: [1, 9_000],
    } as const;
    expect(readCensus(text(types))).to.deep.equal({
      applicationBytes: 364,
      codeBytes: 280,
      unknownBytes: 0,
      objects: { Object: 4, Array: 2 },
    });
  });

  it('keeps the bytes of a type that nobody knows apart', () => {
    const census = readCensus(text({ JS_OBJECT_TYPE: [1, 32], QUANTUM_FOAM_TYPE: [4, 400] }));
    expect(census).to.deep.include({ applicationBytes: 32, unknownBytes: 400, objects: { Object: 1 } });
  });

  it('is none where the text is another', () => {
    for (const other of ['', '{', '[]', '{"type_data":7}', '{"type_data":{}}', text({ MAP_TYPE: [1, 80] })])
      expect(readCensus(other), other).to.equal(null);
  });
});

describe('ownerOf', () => {
  it('knows a type by the names it has in Node.js 20, 22, 24 and 26', () => {
    const names = {
      String: ['ONE_BYTE_STRING_TYPE', 'SEQ_ONE_BYTE_STRING_TYPE', 'STRING_TYPE', 'CONS_TWO_BYTE_STRING_TYPE'],
      part: ['ONE_BYTE_INTERNALIZED_STRING_TYPE', 'INTERNALIZED_ONE_BYTE_STRING_TYPE', 'EPHEMERON_HASH_TABLE_TYPE'],
      Function: ['JS_FUNCTION_TYPE', 'JS_UNCOMPILED_FUNCTION_TYPE', 'JS_CLASS_CONSTRUCTOR_TYPE'],
      Context: ['FUNCTION_CONTEXT_TYPE', 'OTHER_CONTEXT_TYPE', 'NATIVE_CONTEXT_TYPE'],
      code: [
        'SHARED_FUNCTION_INFO_TYPE',
        'MAP_PROTOTYPE_TYPE',
        'PROTOTYPE_PROPERTY_DICTIONARY_TYPE',
        'TURBOFAN_JS_TYPE',
      ],
      Other: ['JS_TEMPORAL_INSTANT_TYPE'],
    };
    for (const [owner, types] of Object.entries(names))
      expect(types.map(ownerOf), owner).to.deep.equal(types.map(() => owner));
    expect(ownerOf('QUANTUM_FOAM_TYPE')).to.equal(null);
  });
});
