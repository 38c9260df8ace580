import { expect } from 'chai';
import views from '../../../../../src/agents/node/follow/deep-view.cjs';
import givenLinks from '../../../../../src/agents/node/follow/given-links.cjs';

type Given = Parameters<typeof givenLinks>[2][number];

/** Asks with a view of what is hidden, which ends with the question. */
function ask(
  of: Parameters<typeof givenLinks>[0],
  things: Parameters<typeof givenLinks>[1],
  results: readonly Given[],
  calls: readonly number[],
  hasTime = true,
) {
  const deep = views.openDeepView(() => hasTime);
  try {
    return givenLinks(of, things, results, calls, deep);
  } finally {
    deep.close();
  }
}

const given = (overrides: Partial<Given> = {}): Given => ({
  call: 0,
  atMs: 0,
  shape: 'object',
  values: [],
  args: [],
  answers: [],
  key: '',
  canUndo: false,
  isLoan: false,
  ...overrides,
});

const of = { from: 'holder', holder: 0 } as const;
const numbers = [0, 1, 2, 3];
const none = { reached: 0, keeping: 0, passed: 0, lent: 0, handedOver: 0, remembered: 0 };

/** Holds a thing where only the engine sees it. */
class Handle {
  readonly #thing: object;
  constructor(thing: object) {
    this.#thing = thing;
  }
  holds(thing: object): boolean {
    return this.#thing === thing;
  }
}

describe('agent/givenLinks', () => {
  const linkOf = (objects: readonly object[], results: readonly Given[]) =>
    ask(
      of,
      objects.map((object) => ({ object, bornMs: null })),
      results,
      [0],
    )[0];
  const things = () => numbers.map((id) => ({ id }));

  it('counts results that lead to what leaks', () => {
    const leaked = things();
    const link = linkOf(
      leaked,
      leaked.map((thing, index) => given({ values: [{ inner: { thing } }], key: String(index) })),
    );
    expect(link).to.deep.equal({
      of,
      call: 0,
      results: 4,
      objects: 4,
      nothings: 0,
      keys: 4,
      things: 4,
      ...none,
      reached: 4,
      isCut: false,
    });
  });

  it('sees what is hidden', () => {
    const leaked = things();
    const results = leaked.map((thing) => given({ values: [new Handle(thing)] }));
    expect(linkOf(leaked, results)).to.include({ ...none, reached: 4 });
  });

  it('counts nothing of what all results share', () => {
    const leaked = things();
    const pool = { leaked };
    const results = leaked.map(() => given({ values: [pool], args: [leaked] }));
    expect(linkOf(leaked, results)).to.include(none);
  });

  it('counts what leads to results that can undo something, and to no others', () => {
    const values = numbers.map((id) => ({ id }));
    const leaked = values.map((value) => ({ value }));
    const resultsOf = (canUndo: boolean) => values.map((value) => given({ values: [value], canUndo }));
    expect(linkOf(leaked, resultsOf(true))).to.include({ ...none, keeping: 4 });
    expect(linkOf(leaked, resultsOf(false))).to.include(none);
  });

  it('counts loans apart', () => {
    const leaked = things();
    const results = leaked.map((thing) => given({ values: [{ thing }], isLoan: true, canUndo: true }));
    expect(linkOf(leaked, results)).to.include({ ...none, lent: 4 });
  });

  it('counts what was handed over: to what leaks, and kept by it in return for nothing', () => {
    const leaked = things();
    const leading = leaked.map((thing) => given({ args: [{ thing }], shape: 'data' }));
    expect(linkOf(leaked, leading)).to.include({ ...none, passed: 4 });
    const args = numbers.map((id) => ({ id }));
    const keeping = args.map((arg) => ({ arg }));
    const resultsOf = (shape: Given['shape']) => args.map((arg) => given({ args: [arg], shape }));
    expect(linkOf(keeping, resultsOf('nothing'))).to.include({ ...none, nothings: 4, handedOver: 4 });
    expect(linkOf(keeping, resultsOf('data'))).to.include({ ...none, handedOver: 0 });
  });

  it('tells calls apart, and counts their results where nothing leaks', () => {
    const results = [given({ shape: 'nothing' }), given({ call: 1, key: 'a' }), given({ call: 1, key: 'a' })];
    const links = ask({ from: 'calls' }, [], results, [0, 1, 2]);
    expect(links.map((link) => [link.call, link.results, link.objects, link.nothings, link.keys])).to.deep.equal([
      [0, 1, 0, 1, 1],
      [1, 2, 2, 0, 1],
      [2, 0, 0, 0, 0],
    ]);
  });

  it('says where time ran out before all was looked at', () => {
    const thing = { id: 1 };
    const results = [given({ values: [new Handle(thing)] })];
    const [link] = ask(of, [{ object: thing, bornMs: null }], results, [0], false);
    expect(link).to.include({ reached: 0, isCut: true });
  });

  it('takes no function that an object leads to for a way to take a listener off', () => {
    const listeners = numbers.map((id) => ({ object: () => id, bornMs: null }));
    const resultsOf = (canUndo: boolean) =>
      listeners.map(({ object }) => given({ values: [{ listener: object }], canUndo }));
    const listening = { from: 'origin', kind: 'listener', stack: [] } as const;
    expect(ask(listening, listeners, resultsOf(false), [0])[0]).to.include({ reached: 0 });
    expect(ask(listening, listeners, resultsOf(true), [0])[0]).to.include({ reached: 4 });
  });

  it('looks at the latest twelve things', () => {
    const leaked = Array.from({ length: 30 }, (_, id) => ({ id }));
    const results = leaked.map((thing) => given({ values: [{ thing }] }));
    expect(linkOf(leaked, results)).to.include({ things: 12, reached: 12, results: 30 });
  });

  it('looks, of very many results, at those at whose time something leaked', () => {
    const thing = { id: 1 };
    const results = Array.from({ length: 300 }, (_, index) =>
      given({ atMs: 1_000 * index, values: index === 7 ? [{ thing }] : [{}] }),
    );
    const [link] = ask(of, [{ object: thing, bornMs: 7_050 }], results, [0]);
    expect(link).to.include({ results: 1, reached: 1 });
  });
});
