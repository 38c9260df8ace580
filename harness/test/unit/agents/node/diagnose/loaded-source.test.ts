import { expect } from 'chai';
import locateInSource from '../../../../../src/agents/node/diagnose/loaded-source.cjs';
import type { RawFrame } from '../../../../../src/model/evidence.js';

const frame = (file: string): RawFrame => ({ functionName: 'f', file, line: 1, column: 256, isAsync: false });
const entry = {
  generatedLine: 0,
  generatedColumn: 255,
  originalSource: 'file:///app/a.ts',
  originalLine: 7,
  originalColumn: 42,
};

describe('locateInSource', () => {
  it('takes a frame of TypeScript back to its line', () => {
    const located = locateInSource(frame('file:///app/a.ts'), () => ({ findEntry: () => entry }));
    expect(located).to.deep.equal({ ...frame('file:///app/a.ts'), line: 8, column: 43 });
  });

  it('leaves alone what was built, and what has no map', () => {
    const built = frame('/app/dist/a.js');
    expect(locateInSource(built, () => ({ findEntry: () => entry }))).to.equal(built);
    const stripped = frame('/app/a.mts');
    expect(locateInSource(stripped, () => undefined)).to.equal(stripped);
    expect(locateInSource(stripped, () => ({ findEntry: () => ({}) }))).to.equal(stripped);
  });
});
