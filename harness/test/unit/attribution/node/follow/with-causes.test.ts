import { expect } from 'chai';
import { isWithoutCause, withFollowedCauses } from '../../../../../src/attribution/node/follow/with-causes.js';
import { frame, raw, rawOrigin } from './evidence.js';

const [node, installed, own, other] = [
  frame('node:net'),
  frame('/app/node_modules/queue/index.js'),
  frame('/app/a.js'),
  frame('/app/b.js'),
] as const;

describe('attribution/isWithoutCause', () => {
  it('misses the author’s code among Node.js and packages', () => {
    expect(isWithoutCause([node, installed])).to.equal(true);
    expect(isWithoutCause([node, installed, own])).to.equal(false);
    expect(isWithoutCause([])).to.equal(false);
  });
});

describe('attribution/withFollowedCauses', () => {
  const stack = [node, installed];
  const cause = (overrides: object = {}) => ({ kind: 'socket' as const, stack, cause: [own], count: 3, ...overrides });
  const partsOf = (evidence: ReturnType<typeof raw>) =>
    evidence.origins.map(({ stack: frames, alive, created }) => [frames.map(({ file }) => file), alive, created]);

  it('makes one origin for each code that led there, in the shares that were seen', () => {
    const evidence = raw({ origins: [rawOrigin({ stack, alive: 40, created: 80 })] });
    expect(partsOf(withFollowedCauses(evidence, [cause(), cause({ cause: [other], count: 1 })]))).to.deep.equal([
      [[node.file, installed.file, own.file], 30, 60],
      [[node.file, installed.file, other.file], 10, 20],
    ]);
  });

  it('leaves alone what has a cause, and what was seen of other places and kinds', () => {
    const evidence = raw({
      origins: [rawOrigin({ stack: [installed, own] }), rawOrigin({ stack }), rawOrigin({ kind: 'file', stack })],
    });
    const elsewhere = [cause({ stack: [installed] }), cause({ kind: 'interval' }), cause({ stack: [installed, own] })];
    expect(withFollowedCauses(evidence, elsewhere)).to.deep.equal(evidence);
  });
});
