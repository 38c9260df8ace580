import { expect } from 'chai';
import { collapseLiterals } from '../../../../src/services/mysql/collapse-literals.js';

const collapsed = [
  ["select * from user where name = 'ann' and age > 42", 'select * from user where name = ? and age > ?'],
  ['select "ann", `na"me` from `t 1`', 'select ?, `na"me` from `t 1`'],
  ["select 'it''s', 'a\\'b', \"say \\\"x\\\"\"", 'select ?, ?, ?'],
  ["select x'4142', 0xAB, 1e9, -1.5", 'select ?, ?, ?, -?'],
  ['select 1 -- ann\nfrom t # bob\nwhere 2 /* carl */', 'select ? from t where ?'],
  ['select t1.c2 from t1', 'select t1.c2 from t1'],
  ["insert into t values ('cut off", 'insert into t values (?'],
  ['', ''],
] as const;

describe('literals of MySQL statements', () => {
  for (const [statement, expected] of collapsed) {
    it(`are collapsed in ${statement}`, () => {
      expect(collapseLiterals(statement)).to.equal(expected);
    });
  }
});
