import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { expectationOf } from '../../../bench/blame/expectation.js';
import { readLabels } from '../../../bench/blame/read-labels.js';

const sets = path.join(import.meta.dirname, '../../../bench/blame/sets');

describe('labels of bench:blame', () => {
  for (const set of readdirSync(sets)) {
    const folder = path.join(sets, set);

    it(`mark lines that are there: ${set}`, () => {
      for (const label of readLabels(folder)) expect(() => expectationOf(folder, label)).not.to.throw();
    });

    it(`leave no server out: ${set}`, () => {
      const servers = readdirSync(path.join(folder, 'servers')).filter((name) => /\.[cm]js$/.test(name));
      expect(readLabels(folder).map(({ server }) => server)).to.have.members(servers);
    });
  }
});
