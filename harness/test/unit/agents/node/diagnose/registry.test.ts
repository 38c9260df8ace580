import { expect } from 'chai';
import createRegistry from '../../../../../src/agents/node/diagnose/registry.cjs';
import type { Probe, WatchedRegistry } from '../../../../../src/agents/node/diagnose/tracking.cjs';

interface Thing {
  readonly name: string;
  isOpen: boolean;
}

const probe: Probe<Thing> = {
  isAlive: ({ isOpen }) => isOpen,
  describe: ({ name }, ageMs) => `${name} for ${ageMs} ms`,
  localPort: () => 4_000,
};

function createThings() {
  let nowMs = 1_000;
  const registry = createRegistry(() => nowMs);
  const things: Thing[] = [];
  function open(name: string, from: WatchedRegistry = registry): Thing {
    const thing = { name, isOpen: true };
    things.push(thing);
    const origin = from.locate('socket');
    if (origin !== null) from.add(origin, thing, probe);
    return thing;
  }
  function advance(ms: number): void {
    nowMs += ms;
  }
  return { registry, open, advance };
}

describe('the registry of origins', () => {
  it('remembers nothing before it watches', () => {
    const { registry, open } = createThings();
    open('early');
    expect(registry.origins()).to.deep.equal([]);
  });

  it('groups by stack, and counts the dead among the created', () => {
    const { registry, open, advance } = createThings();
    registry.watch();
    const [first] = ['a', 'b', 'c'].map((name) => open(name));
    advance(250);
    open('elsewhere');
    if (first !== undefined) first.isOpen = false;
    const [most, other, ...rest] = registry.origins();
    expect(rest).to.deep.equal([]);
    expect(most).to.include({ kind: 'socket', pid: process.pid, alive: 2, created: 3, oldestMs: 250 });
    expect(most?.details).to.deep.equal(['b for 250 ms', 'c for 250 ms']);
    expect(most?.localPorts).to.deep.equal([4_000, 4_000]);
    expect(other).to.include({ alive: 1, created: 1, oldestMs: 0 });
    expect(most?.stack[0]?.file).to.include('registry.test.ts');
  });

  it('gives at most five details and fifty ports', () => {
    const { registry, open } = createThings();
    registry.watch();
    for (let i = 0; i < 60; i += 1) open(`thing ${i}`);
    const [origin] = registry.origins();
    expect(origin).to.include({ alive: 60 });
    expect(origin?.details).to.have.length(5);
    expect(origin?.localPorts).to.have.length(50);
  });

  it('forgets when it is told to watch again, also what was on its way', () => {
    const { registry, open } = createThings();
    registry.watch();
    open('old');
    const asked = registry.locate('socket');
    registry.watch();
    if (asked !== null) registry.add(asked, { name: 'late', isOpen: true }, probe);
    expect(registry.origins()).to.deep.equal([]);
  });

  it('takes what cannot be looked at for dead', () => {
    const { registry } = createThings();
    registry.watch();
    const origin = registry.locate('file');
    const throwing: Probe<object> = {
      isAlive: () => {
        throw new Error('gone');
      },
      describe: () => '',
    };
    if (origin !== null) registry.add(origin, {}, throwing);
    expect(registry.origins()).to.deep.equal([]);
  });
});
