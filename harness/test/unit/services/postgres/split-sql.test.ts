import { expect } from 'chai';
import { splitSql } from '../../../../src/services/postgres/split-sql.js';

describe('splitSql', () => {
  it('leaves statements together and takes copied rows out', () => {
    const script = [
      '\\restrict aB3',
      'CREATE TABLE item (id int, note text);',
      'COPY public.item (id, note) FROM stdin;',
      '1\ttea',
      '2\t\\N',
      '3\t',
      '\\.',
      '',
      'ALTER TABLE item ADD PRIMARY KEY (id);',
      '\\unrestrict aB3',
      '',
    ].join('\n');
    expect(splitSql(script)).to.deep.equal([
      { kind: 'sql', text: 'CREATE TABLE item (id int, note text);' },
      {
        kind: 'rows',
        into: 'public.item (id, note)',
        rows: [
          ['1', 'tea'],
          ['2', null],
          ['3', ''],
        ],
      },
      { kind: 'sql', text: 'ALTER TABLE item ADD PRIMARY KEY (id);' },
    ]);
  });

  it('reads what COPY escapes, and nothing else', () => {
    const script = 'COPY t (a) FROM stdin;\na\\tb\\nc\\\\d\\\\N\t\\\\x6869\n\\.\n';
    const [part] = splitSql(script);
    expect(part).to.have.deep.property('rows', [['a\tb\nc\\d\\N', '\\x6869']]);
  });

  it('keeps an empty table, and a script without any', () => {
    expect(splitSql('COPY t (a) FROM stdin;\n\\.\n')).to.deep.equal([{ kind: 'rows', into: 't (a)', rows: [] }]);
    expect(splitSql('select 1;\r\n')).to.deep.equal([{ kind: 'sql', text: 'select 1;' }]);
    expect(splitSql('\n')).to.deep.equal([]);
  });
});
