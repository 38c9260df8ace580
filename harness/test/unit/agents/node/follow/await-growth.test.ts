import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import awaitGrowth from '../../../../../src/agents/node/follow/await-growth.cjs';

const placeOf = (line: number) => ({ file: '/app/a.js', line, column: 1 });

describe('agent/await-growth', () => {
  it('charges growth to the line that ran before it was seen, and to no other', async () => {
    const growth = awaitGrowth();
    const grown: string[] = [];
    let size = 0;
    const reach = (line: number, place: number, name: string): void => {
      growth.reach(line, placeOf(place));
      const before = size;
      growth.expect(
        () => size > before,
        () => grown.push(name),
      );
    };
    reach(0, 1, 'writes');
    size += 1;
    reach(1, 2, 'only looks');
    reach(2, 3, 'writes last');
    size += 1;
    await nextTurn();
    size += 1;
    await nextTurn();
    expect(grown).to.deep.equal(['writes', 'writes last']);
  });

  it('looks at what is told of one place only when that has run', async () => {
    const growth = awaitGrowth();
    const grown: number[] = [];
    let size = 0;
    for (let round = 0; round < 2; round += 1) {
      const before = size;
      for (const line of [0, 1]) {
        growth.reach(line, placeOf(1));
        growth.expect(
          () => size > before,
          () => grown.push(line),
        );
      }
      size += 1;
    }
    await nextTurn();
    expect(grown).to.deep.equal([0, 1, 0, 1]);
  });
});
