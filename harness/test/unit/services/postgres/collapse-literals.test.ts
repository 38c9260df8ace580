import { expect } from 'chai';
import { collapseLiterals } from '../../../../src/services/postgres/collapse-literals.js';

describe('collapseLiterals', () => {
  const cases: readonly (readonly [sql: string, collapsed: string])[] = [
    ["select * from users where name = 'ann'", 'select * from users where name = ?'],
    ["select 'it''s', E'it\\'s', B'01', U&'d\\0061'", 'select ?, ?, ?, ?'],
    ['select $1, $23 from t1 where id = 42 and rate > 1.5e3', 'select $1, $23 from t1 where id = ? and rate > ?'],
    ['do $$ begin secret; end $$', 'do ?'],
    ['do $body$ a $$ b $body$; select 1', 'do ?; select ?'],
    ['select "it\'s" from "t 1" where a = \'x\'', 'select "it\'s" from "t 1" where a = ?'],
    ["select 1 -- don't\n + 2 /* it's 'x' */ + 3", 'select ? + ? + ?'],
    ["alter role ann password 'cut off in the mid", 'alter role ann password ?'],
    ['select\n  1', 'select ?'],
    ['', ''],
  ];
  for (const [sql, collapsed] of cases) {
    it(`turns ${JSON.stringify(sql)} into ${JSON.stringify(collapsed)}`, () =>
      expect(collapseLiterals(sql)).to.equal(collapsed));
  }
});
