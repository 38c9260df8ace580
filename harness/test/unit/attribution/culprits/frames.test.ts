import { expect } from 'chai';
import { ownerIndex, owningFrame } from '../../../../src/attribution/culprits/frames.js';
import type { Called, Handed, SourceFrame } from '../../../../src/model/evidence.js';
import { own } from './evidence.js';

interface Seen {
  readonly gave?: Handed;
  readonly called?: Called | null;
}

const mine = (line: number, seen: Seen = {}): SourceFrame => ({ ...own(`mine${line}`, line), ...seen });

const of = (name: string, line: number, seen: Seen = {}): SourceFrame => ({
  ...own(name, line, `node_modules/${name}/index.js`),
  package: `${name}@1.0.0`,
  isOwn: false,
  ...seen,
});

const workspace = (line: number, seen: Seen = {}): SourceFrame => ({
  ...own('openDb', line, 'packages/db/index.js'),
  package: '@acme/db@1.0.0',
  ...seen,
});

const node: SourceFrame = { ...own('connect', 1, 'node:net'), isOwn: false };
const call = (name: string | null, isNew = false): Seen => ({ called: { name, isNew } });

/** Line of whoever has to give back what was made, of the other party, and whether there is doubt. */
function ownedBy(...stack: readonly SourceFrame[]) {
  const found = owningFrame(stack);
  if (found === null) return null;
  expect(ownerIndex(stack)).to.equal(stack.findIndex(({ isOwn }) => isOwn) === -1 ? -1 : stack.indexOf(found.frame));
  const { frame, calledFrom, other, isProven } = found;
  return [frame.line, calledFrom?.line ?? null, other?.line ?? null, isProven];
}

describe('attribution/owningFrame', () => {
  it('is the innermost line of one’s own where no package takes part', () => {
    expect(ownedBy(node, mine(1), mine(2), node)).to.deep.equal([1, null, null, true]);
    expect(owningFrame([])).to.equal(null);
    expect(owningFrame([node])).to.equal(null);
    expect(ownerIndex([])).to.equal(-1);
  });

  it('is the caller who was seen to get a way to it, or to have it kept', () => {
    expect(ownedBy(node, of('pg', 1), mine(5, { gave: 'handle' }))).to.deep.equal([5, null, 1, true]);
    expect(ownedBy(of('cache', 1), mine(5, { gave: 'kept' }))).to.deep.equal([5, null, 1, false]);
  });

  it('is the package that gave its caller nothing, or lent it', () => {
    for (const gave of ['nothing', 'loan'] as const)
      expect(ownedBy(node, of('pg', 1), mine(5, { gave }))).to.deep.equal([1, 5, 5, true]);
  });

  it('goes on inwards until somebody got it', () => {
    const [inner, outer] = [of('pg', 1), of('orm', 3, { gave: 'handle' })];
    expect(ownedBy(inner, outer, mine(5, { gave: 'nothing' }))).to.deep.equal([3, 5, 5, true]);
    expect(ownedBy(inner, of('orm', 3, { gave: 'nothing' }), mine(5, { gave: 'nothing' }))).to.deep.equal([
      1,
      5,
      5,
      true,
    ]);
  });

  it('asks names where nothing was seen, and says that there is doubt', () => {
    expect(ownedBy(of('pg', 1), mine(5, call('connect')))).to.deep.equal([5, null, 1, false]);
    expect(ownedBy(of('pg', 1), mine(5, call('lookup')))).to.deep.equal([1, 5, 5, false]);
    expect(ownedBy(of('pg', 1), mine(5, call('Client', true)))).to.deep.equal([5, null, 1, false]);
    expect(ownedBy(of('pg', 1), mine(5, call('then')))).to.deep.equal([5, null, 1, false]);
    expect(ownedBy(of('pg', 1), of('orm', 3, call('then')), mine(5, call('lookup')))).to.deep.equal([1, 5, 5, false]);
  });

  it('takes one’s own caller at his word where there is no name, and a package not', () => {
    expect(ownedBy(of('pg', 1), mine(5))).to.deep.equal([5, null, 1, false]);
    expect(ownedBy(of('pg', 1), of('orm', 3), mine(5, call('lookup')))).to.deep.equal([1, 5, 5, false]);
  });

  it('has doubt where one of several borders was not seen', () => {
    const stack = [of('pg', 1), of('orm', 3, call('connect')), mine(5, { gave: 'nothing' })];
    expect(ownedBy(...stack)).to.deep.equal([3, 5, 5, false]);
  });

  it('is one’s own code that a package called back to make it: the factory of a pool', () => {
    const factory = mine(9, call('connect'));
    expect(ownedBy(of('pg', 1), factory, of('pool', 3, call('create')), mine(5, call('acquire')))).to.deep.equal([
      9,
      null,
      1,
      false,
    ]);
  });

  it('is the caller of a pool that was seen to give what one’s own factory made', () => {
    const stack = [
      of('pg', 1),
      mine(9, { gave: 'handle' }),
      of('pool', 3, { gave: 'handle' }),
      mine(5, { gave: 'handle' }),
    ];
    expect(ownedBy(...stack)).to.deep.equal([5, null, 3, true]);
  });

  it('is nobody who was called by what lies further out than one’s own code', () => {
    expect(ownedBy(of('pg', 1), mine(5, { gave: 'handle' }), of('express', 7))).to.deep.equal([5, null, 1, true]);
  });

  it('is never whoever started the thread in which it was made', () => {
    const thread: SourceFrame = { ...own('Worker', 1, 'node:worker_threads'), isOwn: false };
    expect(ownedBy(of('pg', 1), thread, mine(5, { gave: 'handle' }))?.[0]).to.equal(1);
  });

  it('asks no names of what is kept', () => {
    const stack = [of('cache', 1), mine(5, call('connect'))];
    expect(owningFrame(stack)?.frame.line).to.equal(5);
    expect(owningFrame(stack, false)?.frame.line).to.equal(1);
  });

  it('is plain where one package and its caller take part, and no more', () => {
    const isPlain = (...stack: readonly SourceFrame[]) => owningFrame(stack)?.isPlain;
    expect(isPlain(mine(5))).to.equal(true);
    expect(isPlain(of('pg', 1), mine(5, { gave: 'handle' }), of('express', 7))).to.equal(true);
    expect(isPlain(of('pg', 1), of('orm', 3), mine(5, { gave: 'handle' }))).to.equal(false);
  });

  it('tells a workspace from its callers', () => {
    expect(ownedBy(of('pg', 1), workspace(3, { gave: 'handle' }), mine(5, { gave: 'nothing' }))).to.deep.equal([
      3,
      null,
      1,
      true,
    ]);
    expect(ownedBy(of('pg', 1), workspace(3, { gave: 'handle' }), mine(5, { gave: 'handle' }))).to.deep.equal([
      5,
      null,
      3,
      true,
    ]);
  });

  it('is the outermost package where nothing is one’s own', () => {
    expect(ownedBy(of('pg', 1), of('orm', 3))).to.deep.equal([3, null, null, false]);
  });
});
