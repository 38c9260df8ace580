import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { keepOutputTail } from '../../../src/target/output-tail.js';

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

  it('finds a text that comes in pieces', async () => {
    const stream = new PassThrough();
    const output = keepOutputTail([stream]);
    const found = output.waitFor('ready now');
    stream.write('rea');
    stream.write('dy now');
    await found;
  });
});
