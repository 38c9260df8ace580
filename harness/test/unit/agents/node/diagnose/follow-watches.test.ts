import { expect } from 'chai';
import followWatches from '../../../../../src/agents/node/diagnose/follow-watches.cjs';
import createRegistry from '../../../../../src/agents/node/diagnose/registry.cjs';
import type { Probe } from '../../../../../src/agents/node/diagnose/tracking.cjs';

describe('a registry that follows the watches of its process', () => {
  const probe: Probe<object> = { isAlive: () => true, describe: () => 'a thing' };

  function createThread(watched: number) {
    const watches = { count: () => watched };
    const registry = followWatches(createRegistry(), watches);
    const things: object[] = [];
    return {
      registry,
      open() {
        const found = registry.locate('file');
        const thing = {};
        things.push(thing);
        if (found !== null) registry.add(found, thing, probe);
      },
      watchAgain() {
        watched += 1;
      },
      alive: () => registry.origins().reduce((sum, { alive }) => sum + alive, 0),
    };
  }

  it('remembers from its first line where watching had begun, and nothing before', () => {
    const [early, late] = [createThread(0), createThread(2)];
    for (const thread of [early, late]) thread.open();
    expect([early.registry.epoch, early.alive(), late.alive()]).to.deep.equal([0, 0, 1]);
  });

  it('forgets when the process watches anew, though nobody tells it', () => {
    const thread = createThread(1);
    thread.open();
    thread.watchAgain();
    expect(thread.alive()).to.equal(0);
    thread.open();
    thread.open();
    expect(thread.alive()).to.equal(2);
  });

  it('does not count what was asked for before and made after', () => {
    const thread = createThread(1);
    const before = thread.registry.locate('file');
    thread.watchAgain();
    if (before !== null) thread.registry.add(before, {}, probe);
    expect(thread.alive()).to.equal(0);
  });
});
