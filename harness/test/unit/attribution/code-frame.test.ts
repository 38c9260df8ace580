import { expect } from 'chai';
import { codeFrame } from '../../../src/attribution/code-frame.js';

describe('attribution/code-frame', () => {
  it('shows the part of a long line around the column', () => {
    const line = `${'a'.repeat(5_000)}visits.push({page});${'b'.repeat(5_000)}`;
    const [shown = '', caret = ''] = (codeFrame(line, 1, 5_008) ?? '').split('\n');
    expect(shown).to.match(/^> 1 \| …a{53}visits\.push\(\{page\}\);b+…$/);
    expect(shown.length).to.be.below(180);
    expect(shown.slice(caret.indexOf('^'))).to.match(/^push/);
  });

  it('shows the end of one, and the beginning', () => {
    const line = `first();${'a'.repeat(1_000)}last();`;
    expect(codeFrame(line, 1, 1_009)?.split('\n')[0]).to.match(/^> 1 \| …a+last\(\);$/);
    expect(codeFrame(line, 1, 1)?.split('\n')[0]).to.match(/^> 1 \| first\(\);a+…$/);
  });

  it('cuts long lines beside a short one', () => {
    const rows = codeFrame(`${'a'.repeat(1_000)}\n\tpush();\n${'b'.repeat(1_000)}`, 2, 2)?.split('\n') ?? [];
    expect(rows.map((row) => row.length <= 170)).to.deep.equal([true, true, true, true]);
    expect(rows.slice(1, 3)).to.deep.equal(['> 2 | \tpush();', '    | \t^']);
  });

  it('has nothing to show of a line that is not there', () => {
    expect(codeFrame('one\ntwo', 3, 1)).to.equal(null);
    expect(codeFrame('one\ntwo', 0, 1)).to.equal(null);
  });
});
