import { expect } from 'chai';
import sql from '../../../../../src/agents/node/diagnose/sql.cjs';

const { collapseLiterals, transactionEffect } = sql;

describe('collapseLiterals', () => {
  const cases: readonly (readonly [text: string, shown: string])[] = [
    ["SELECT * FROM users WHERE email = 'a@b.c' AND age > 42", 'SELECT * FROM users WHERE email = ? AND age > ?'],
    ["INSERT INTO t VALUES ('it''s', -1.5e3, $1)", 'INSERT INTO t VALUES (?, $1)'],
    ["SELECT E'a\\'b', $$two 'quotes'$$, $tag$ $$ $tag$", 'SELECT ?'],
    ['SELECT 1 -- token=hunter2\nFROM "a\'b" /* secret */', 'SELECT ? FROM "a\'b"'],
    ["-- don't\nSELECT 'x'", 'SELECT ?'],
    ["ALTER ROLE app PASSWORD 'cut off", 'ALTER ROLE app PASSWORD ?'],
    ['SELECT id2 FROM t1\n  WHERE  id IN (1, 2,3)', 'SELECT id2 FROM t1 WHERE id IN (?)'],
    ['', ''],
  ];
  for (const [text, shown] of cases) {
    it(`shows ${JSON.stringify(text)} without its values`, () => expect(collapseLiterals(text)).to.equal(shown));
  }

  it('cuts long texts, never inside a literal that could show', () => {
    const long = collapseLiterals(`SELECT '${'secret'.repeat(5_000)}', ${'column, '.repeat(100)}1`);
    expect(long).to.equal('SELECT ?');
    expect(collapseLiterals(`SELECT ${'column, '.repeat(100)}1`)).to.have.length(160);
  });
});

describe('transactionEffect', () => {
  const cases = {
    opens: ['BEGIN', ' begin isolation level serializable', 'START  TRANSACTION', '/* app */ BEGIN;', 'COMMIT; BEGIN'],
    closes: [
      'COMMIT',
      'rollback',
      'END',
      'ABORT',
      'BEGIN; SELECT 1; COMMIT',
      "PREPARE TRANSACTION 'x'",
      'COMMIT AND NO CHAIN',
    ],
    none: [
      'SELECT 1',
      'ROLLBACK TO SAVEPOINT a',
      'ROLLBACK WORK TO a',
      "COMMIT PREPARED 'x'",
      'COMMIT AND CHAIN',
      "SELECT 'BEGIN'",
      'DO $$ BEGIN PERFORM 1; END $$',
      'PREPARE plan AS SELECT 1',
      'beginning',
      '',
    ],
  };
  for (const [effect, texts] of Object.entries(cases)) {
    for (const text of texts) it(`${effect}: ${text}`, () => expect(transactionEffect(text)).to.equal(effect));
  }
});
