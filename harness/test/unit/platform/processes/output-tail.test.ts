import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { keepOutputTail } from '../../../../src/platform/processes/output-tail.js';

describe('keepOutputTail', () => {
  it('keeps the last lines of much output', async () => {
    const stream = new PassThrough();
    const output = keepOutputTail([stream]);
    for (let line = 1; line <= 5_000; line += 1) stream.write(`line ${line}\n`);
    stream.write('the end\n');
    await output.waitFor('the end');
    expect(output.text().split('\n')).to.have.length(20);
    expect(output.text()).to.match(/line 5000\nthe end$/);
  });

  const saidBy = (text: string): readonly string[] => {
    const stream = new PassThrough();
    const output = keepOutputTail([stream]);
    stream.write(text);
    stream.read();
    return output.text().split('\n');
  };
  const frames = (count: number): string =>
    Array.from(
      { length: count },
      (_, index) => ` ${index + 1}: 0xb78db3 node::OOMErrorHandler(char const*) [node]`,
    ).join('\n');

  it('keeps the line that names the error above a long stack trace', () => {
    const fatal = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
    const said = saidBy(`listening\n${fatal}\n----- Native stack trace -----\n\n${frames(30)}\n`);
    expect(said.slice(0, 3)).to.deep.equal([fatal, '…', frames(11).split('\n')[10]]);
    expect(said).to.have.length(22);
    expect(saidBy(`TypeError: x is not a function\n${frames(20)}`).slice(0, 2)).to.deep.equal([
      'TypeError: x is not a function',
      frames(1),
    ]);
  });

  it('adds nothing to lines that name their error, or where none does', () => {
    expect(saidBy(`Error: old\n${frames(25)}\nerror: sorry, too many clients already\n${frames(5)}`)).to.have.length(
      20,
    );
    expect(saidBy(`no errors so far\n${frames(25)}`)).to.have.length(20);
  });

  it('finds a text that comes in pieces', async () => {
    const stream = new PassThrough();
    const output = keepOutputTail([stream]);
    const found = output.waitFor('ready now');
    stream.write('rea');
    stream.write('dy now');
    await found;
  });
});
