import { expect } from 'chai';
import type { RecordLine } from '../../../src/model/recording.js';
import { createMask } from '../../../src/platform/secrets/create-mask.js';
import { maskLine } from '../../../src/recording/mask-line.js';

const mask = createMask([
  { value: 'decided', source: 'MODE', certainty: 'possible' },
  { value: 'sample', source: 'KIND', certainty: 'possible' },
  { value: 'my-secret', source: 'TOKEN', certainty: 'certain' },
]);

describe('maskLine', () => {
  it('masks sentences, and no word that programs compare', () => {
    const failure = { code: 'TARGET_CRASHED', message: 'decided by my-secret' };
    const line = { type: 'target-end', target: 'decided', atMs: 1, reason: 'decided', failure } as const;
    const masked = { ...failure, message: '[MODE] by [TOKEN]' };
    expect(maskLine(line, mask)).to.deep.equal({ ...line, failure: masked });
  });

  it('leaves readings as they are', () => {
    const line = { type: 'sample', target: 'app', atMs: 1, requests: 2, metrics: { sample: 3 } } as const;
    expect(maskLine(line, mask)).to.deep.equal(line);
  });

  it('joins code frames with the places they belong to', () => {
    const file = 'sample/my-secret.ts';
    const frame = { functionName: 'sample', file, line: 1, column: 1, isAsync: false, package: null, isOwn: true };
    const line = {
      type: 'evidence',
      target: 'app',
      endpoint: 'GET /',
      atMs: 1,
      requests: 1,
      metrics: [],
      origins: [],
      allocations: [{ pid: 1, stack: [frame], survivingBytes: 1, survivingCount: 1 }],
      growths: [],
      codeFrames: { [`${file}:1`]: 'const sample = "my-secret"' },
      limits: ['my-secret'],
    } as const satisfies RecordLine;
    const { allocations, codeFrames, limits } = maskLine<RecordLine & { type: 'evidence' }>(line, mask);
    expect(allocations[0]?.stack[0]?.file).to.equal('sample/***.ts');
    expect(codeFrames).to.deep.equal({ 'sample/***.ts:1': 'const [KIND] = "[TOKEN]"' });
    expect(limits).to.deep.equal(['[TOKEN]']);
  });
});
