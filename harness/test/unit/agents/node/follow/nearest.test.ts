import { expect } from 'chai';
import views from '../../../../../src/agents/node/follow/deep-view.cjs';
import createSearch from '../../../../../src/agents/node/follow/nearest.cjs';

class Wanted {
  readonly inner: object | null;
  constructor(inner: object | null = null) {
    this.inner = inner;
  }
}

const find = (value: object): object | null => (value instanceof Wanted ? value : null);

describe('agent/createSearch', () => {
  it('finds the nearest, and looks past none', () => {
    const [near, behind, far] = [new Wanted(new Wanted()), new Wanted(), new Wanted()];
    const start = { a: { near }, b: { c: { far } }, near: null };
    expect(createSearch([start], find, null)(start)).to.deep.equal([near]);
    expect(createSearch([behind], find, null)(behind)).to.deep.equal([behind]);
  });

  it('finds all of the nearest level', () => {
    const [one, other] = [new Wanted(), new Wanted()];
    const start = [{ one }, { other }];
    expect(createSearch([start], find, null)(start)).to.have.members([one, other]);
  });

  it('does not pass by what several starts lead to', () => {
    const things = [0, 1, 2].map(() => new Wanted());
    const pool = { things };
    const starts = things.map((thing, index) => ({ pool, own: index === 0 ? { thing } : null }));
    const search = createSearch(starts, find, null);
    expect(starts.map(search)).to.deep.equal([[things[0]], [], []]);
  });

  it('ends where objects lead back to themselves, and where there are too many', () => {
    const circle: { self?: object } = {};
    circle.self = circle;
    expect(createSearch([circle], find, null)(circle)).to.deep.equal([]);
    let chain: object = new Wanted();
    for (let link = 0; link < 9_000; link += 1) chain = { chain };
    expect(createSearch([chain], find, null)(chain)).to.deep.equal([]);
  });

  it('looks into closures where it may', () => {
    const wanted = new Wanted();
    const start = {
      close: (
        (thing: object) => () =>
          thing
      )(wanted),
    };
    expect(createSearch([start], find, null)(start)).to.deep.equal([]);
    const deep = views.openDeepView(() => true);
    try {
      expect(createSearch([start], find, deep)(start)).to.deep.equal([wanted]);
    } finally {
      deep.close();
    }
  });
});
