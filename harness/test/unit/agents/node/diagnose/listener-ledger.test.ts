import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import createListenerLedger from '../../../../../src/agents/node/diagnose/listener-ledger.cjs';
import createRegistry from '../../../../../src/agents/node/diagnose/registry.cjs';

function createLedger() {
  const registry = createRegistry();
  const ledger = createListenerLedger(registry, (emitter, event) =>
    (emitter as EventEmitter).rawListeners(event as string),
  );
  registry.watch();

  function add(emitter: EventEmitter, event: string, listener: () => void, isLongLived: boolean): void {
    emitter.on(event, listener);
    const origin = registry.locate('listener');
    if (origin !== null) ledger.record(origin, { emitter, event, listener, isLongLived });
  }

  const alive = (): readonly number[] => registry.origins().map((origin) => origin.alive);
  return { add, alive };
}

describe('the ledger of listeners', () => {
  it('counts what a long-lived emitter still has, of one function added several times too', () => {
    const { add, alive } = createLedger();
    const emitter = new EventEmitter();
    const listener = () => undefined;
    for (let i = 0; i < 3; i += 1) add(emitter, 'a', listener, true);
    expect(alive()).to.deep.equal([3]);
    emitter.off('a', listener);
    expect(alive()).to.deep.equal([2]);
    emitter.removeAllListeners();
    expect(alive()).to.deep.equal([]);
  });

  it('blames an emitter that is young itself only for what piles up on it', () => {
    const { add, alive } = createLedger();
    const emitters = [new EventEmitter(), new EventEmitter()];
    for (const emitter of emitters) add(emitter, 'a', () => undefined, false);
    expect(alive()).to.deep.equal([]);
    const [first] = emitters;
    for (let i = 0; i < 3; i += 1) if (first !== undefined) add(first, 'b', () => undefined, false);
    expect(alive()).to.deep.equal([3]);
  });

  it('sees what was alone at first and is not any more', () => {
    const { add, alive } = createLedger();
    const emitter = new EventEmitter();
    for (const expected of [[], [2]]) {
      // One line for both, so that they are of one place.
      add(emitter, 'a', () => undefined, false);
      expect(alive()).to.deep.equal(expected);
    }
  });
});
