import { expect } from 'chai';
import { createLineSplitter, LineTooLong } from '../../../../src/platform/text/split-lines.js';

function split(limit: number, ...pieces: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const take = createLineSplitter(
    () => limit,
    (line) => lines.push(line),
  );
  for (const piece of pieces) take(piece);
  return lines;
}

describe('a stream of lines', () => {
  it('gives each line once its end has come', () => {
    expect(split(100, 'a\nb', 'c\n', '\nrest')).to.deep.equal(['a', 'bc', '']);
  });

  it('refuses a line that is longer than allowed, also when it comes in pieces', () => {
    expect(split(3, 'abc\n', 'ab', 'c\n')).to.deep.equal(['abc', 'abc']);
    expect(() => split(3, 'abcd\n')).to.throw(LineTooLong, '3 characters');
    expect(() => split(3, 'ab', 'cd')).to.throw(LineTooLong);
  });

  it('takes time in proportion to the length of a line', () => {
    const piece = 'x'.repeat(1_000);
    let lines = 0;
    const take = createLineSplitter(
      () => 100e6,
      () => {
        lines += 1;
      },
    );
    const before = process.cpuUsage();
    for (let sent = 0; sent < 40_000; sent += 1) take(piece);
    take('\n');
    // Some 20 ms of CPU; looking at all of it again for each piece takes minutes.
    expect(process.cpuUsage(before).user / 1_000).to.be.below(2_000);
    expect(lines).to.equal(1);
  });
});
