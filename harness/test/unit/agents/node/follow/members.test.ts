import inspector from 'node:inspector';
import { expect } from 'chai';
import views from '../../../../../src/agents/node/follow/deep-view.cjs';
import members from '../../../../../src/agents/node/follow/members.cjs';

const refuse = (): never => {
  throw new Error('code of the application was run');
};

class Vault {
  readonly #secret: object;
  readonly open: object;
  constructor(secret: object, open: object) {
    this.#secret = secret;
    this.open = open;
  }
  isSecret(value: object): boolean {
    return this.#secret === value;
  }
}

describe('agent/members', () => {
  const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];

  it('sees properties, elements and entries, and runs nothing', () => {
    const symbol = Symbol('s');
    const object = Object.defineProperty({ a, [symbol]: b, text: 'x' }, 'hidden', { value: c });
    expect(members.visibleMembers(object)).to.have.members([a, b, c]);
    expect(members.visibleMembers([a, 1, b])).to.deep.equal([a, b]);
    expect(members.visibleMembers(new Map<unknown, unknown>([[a, b]]))).to.deep.equal([a, b]);
    expect(members.visibleMembers(new Set([a, 1]))).to.deep.equal([a]);
    expect(members.visibleMembers(Object.defineProperty({ a }, 'computed', { get: refuse }))).to.deep.equal([a]);
    expect(members.visibleMembers(new Proxy({ a }, { ownKeys: refuse }))).to.deep.equal([]);
    for (const closed of [Buffer.alloc(4), new ArrayBuffer(4), globalThis])
      expect(members.visibleMembers(closed)).to.deep.equal([]);
  });

  it('looks at a part of a table, and counts all of a collection', () => {
    const table = Array.from({ length: 500 }, () => ({}));
    expect(members.visibleMembers(table)).to.have.length(200);
    expect(members.allMembers(table)).to.have.length(500);
    expect(members.allMembers(new Map([['key', a]]))).to.deep.equal([a]);
    expect(members.allMembers(new Set([a, b]))).to.deep.equal([a, b]);
    expect(members.allMembers(new Proxy({ a }, { ownKeys: refuse }))).to.deep.equal([]);
  });

  it('does not go from one timer to the others of its delay', () => {
    const delayMs = 86_400_123;
    const timers = [a, b].map((held) => setTimeout(() => held, delayMs));
    const [first, second] = timers;
    if (first === undefined || second === undefined) throw new Error('no timers');
    const seen = members.visibleMembers(first);
    for (const timer of timers) clearTimeout(timer);
    expect(seen.some((member) => typeof member === 'function')).to.equal(true);
    expect(seen).to.not.include(second);
    expect(seen.filter((member) => members.visibleMembers(member).includes(second))).to.deep.equal([]);
  });

  it('sees what functions have captured, and private fields, as the engine does', () => {
    const before = Reflect.ownKeys(globalThis);
    const deep = views.openDeepView(() => true);
    const closure = (
      (captured: object) => () =>
        captured
    )(a);
    const bound = deep.hiddenMembers(Function.prototype.bind.call(closure, a, b));
    expect(bound).to.include(a).and.include(closure);
    expect(bound.flatMap((held) => members.visibleMembers(held))).to.include(b);
    // The inspector gives an object for each scope, with its variables in another.
    const variables = deep.hiddenMembers(closure).flatMap((scope) => members.visibleMembers(scope));
    expect(variables.flatMap((scope) => members.visibleMembers(scope))).to.include(a);
    const vault = new Vault(b, c);
    expect(deep.hiddenMembers(vault)).to.include(b);
    expect(vault.isSecret(b)).to.equal(true);
    expect(deep.hiddenMembers({ a })).to.deep.equal([]);
    expect(deep.hiddenMembers(new Proxy({ a }, { ownKeys: refuse }))).to.deep.equal([]);
    deep.close();
    expect(Reflect.ownKeys(globalThis)).to.deep.equal(before);
  });

  it('finds objects by the numbers of a snapshot, and none for what is unknown', () => {
    const before = Reflect.ownKeys(globalThis);
    const name = 'leaklineTestObject';
    Object.defineProperty(globalThis, name, { value: a, configurable: true });
    const session = new inspector.Session();
    session.connect();
    // Gives every object its number, as a snapshot does.
    session.post('HeapProfiler.startTrackingHeapObjects', {});
    let heapObjectId = 0;
    session.post('Runtime.evaluate', { expression: name }, (_error, { result: { objectId } }) => {
      if (objectId === undefined) return;
      session.post('HeapProfiler.getHeapObjectId', { objectId }, (_failed, { heapSnapshotObjectId }) => {
        heapObjectId = Number(heapSnapshotObjectId);
      });
    });
    const found = views.objectsById([heapObjectId, 4_000_000_001]);
    session.post('HeapProfiler.stopTrackingHeapObjects', { reportProgress: false });
    session.disconnect();
    Reflect.deleteProperty(globalThis, name);
    expect([...found.keys()]).to.deep.equal([heapObjectId]);
    expect(found.get(heapObjectId)).to.equal(a);
    expect(Reflect.ownKeys(globalThis)).to.deep.equal(before);
  });
});
