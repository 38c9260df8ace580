import { expect } from 'chai';
import { answeredBetween } from '../../../../src/run/experiment/drive-step.js';
import { toReading } from '../../../../src/runtimes/node/to-reading.js';
import { quietReading } from '../../../support/fake-target.js';

const reading = (pid: number, answers: Readonly<Record<string, number>> | null) =>
  toReading({ ...quietReading, pid, answers });

describe('answeredBetween', () => {
  it('adds up what each process answered since', () => {
    const before = [reading(1, { '200': 10, '500': 1 }), reading(2, {})];
    const after = [reading(1, { '200': 15, '500': 1 }), reading(2, { '200': 2, '502': 3 })];
    expect(answeredBetween(before, after)).to.deep.equal({ '200': 7, '502': 3 });
  });

  it('counts a new process from its beginning, and one that ended not at all', () => {
    expect(answeredBetween([reading(1, { '200': 10 })], [reading(2, { '200': 4 })])).to.deep.equal({ '200': 4 });
  });

  it('counts the first answers of a process that had none to tell before', () => {
    expect(answeredBetween([reading(1, null)], [reading(1, { '200': 4 }), reading(2, null)])).to.deep.equal({
      '200': 4,
    });
  });

  it('is unknown where nobody counts', () => {
    expect(answeredBetween([reading(1, null)], [reading(1, null)])).to.equal(null);
    expect(answeredBetween([], [])).to.equal(null);
  });
});
