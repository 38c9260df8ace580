import { expect } from 'chai';
import type { TimerGroup } from '../../../../src/model/target.js';
import { checkAbilities, checkSteadyCode } from '../../../../src/run/doctor/ability-checks.js';
import type { AgentAnswersInApp } from '../../../../src/run/doctor/ask-agent.js';
import { probedThings } from '../../../../src/run/doctor/probed-things.js';
import type { CodeFacts } from '../../../../src/run/doctor/read-code-tiers.js';
import { quietReading } from '../../../support/fake-target.js';

const { timeouts, timeoutMs, intervals, intervalMs, keptBytes, passingBytes } = probedThings;
const timerGroup = (delayMs: number, isRepeating: boolean, count: number): TimerGroup => ({
  delayMs,
  isRepeating,
  keepsAlive: true,
  count,
  longestLeftMs: delayMs,
});
const pool = { id: 'pg-1', total: 0, idle: 0, waiting: 0, max: 10 };

const seen: AgentAnswersInApp = {
  reading: {
    ...quietReading,
    activeResources: { TCPServerWrap: 1, Timeout: 43 },
    pools: [{ ...pool, backends: { checkedOut: [], idle: [] } }],
    gc: { major: 4, minor: 2, pauseMs: 3 },
  },
  grownArrayBuffersBytes: keptBytes,
  grownExternalBytes: keptBytes + 900,
  grownMaps: 1_003,
  passedBytes: passingBytes + 200_000,
  collectFailure: null,
  left: 0,
  timers: [timerGroup(timeoutMs, false, timeouts), timerGroup(intervalMs, true, intervals)],
  answered: 3,
  given: 3,
};

/** Names and outcomes of what is not right. */
const wrongWith = (changes: Partial<AgentAnswersInApp>): readonly (readonly [string, string])[] =>
  checkAbilities({ ...seen, ...changes })
    .filter(({ outcome }) => outcome !== 'ok')
    .map(({ name, outcome }) => [name, outcome]);

const readingWith = (changes: Partial<AgentAnswersInApp['reading']>) => ({ reading: { ...seen.reading, ...changes } });

describe('what the agent sees of an app of known things', () => {
  it('is all right when it is what the app holds', () => {
    expect(wrongWith({})).to.deep.equal([]);
  });

  it('is not to be trusted without collections, nor with Buffers that are not seen', () => {
    expect(wrongWith({ left: 1 })).to.deep.equal([['collection', 'fail']]);
    expect(wrongWith({ collectFailure: 'no gc' })).to.deep.equal([['collection', 'fail']]);
    expect(wrongWith({ grownArrayBuffersBytes: 0 })).to.deep.equal([['buffers', 'fail']]);
    expect(wrongWith({ grownExternalBytes: null })).to.deep.equal([['buffers', 'fail']]);
    expect(wrongWith({ grownExternalBytes: 2 * keptBytes })).to.deep.equal([['buffers', 'fail']]);
  });

  it('tells objects from code only where it counts what was kept', () => {
    for (const grownMaps of [null, 0, 900]) expect(wrongWith({ grownMaps })).to.deep.equal([['census', 'warn']]);
  });

  it('knows peaks of the heap only where it sees what passed through it', () => {
    for (const passedBytes of [null, 0, passingBytes / 2, passingBytes - 5_000_000, 2 * passingBytes]) {
      expect(wrongWith({ passedBytes })).to.deep.equal([['heap peaks', 'warn']]);
    }
  });

  it('cannot decide about memory where timers are missing, or not as they are', () => {
    for (const timers of [
      null,
      [],
      [timerGroup(timeoutMs, false, timeouts - 1), timerGroup(intervalMs, true, intervals)],
      [timerGroup(timeoutMs, false, timeouts), timerGroup(intervalMs, false, intervals)],
    ]) {
      expect(wrongWith({ timers })).to.deep.equal([['timers', 'unsure']]);
    }
  });

  it('says what is not measured otherwise', () => {
    expect(wrongWith(readingWith({ activeResources: null }))).to.deep.equal([['handles', 'warn']]);
    expect(wrongWith(readingWith({ activeResources: { TCPServerWrap: 1 } }))).to.deep.equal([['handles', 'warn']]);
    expect(wrongWith(readingWith({ pools: null }))).to.deep.equal([['pools', 'warn']]);
    expect(wrongWith(readingWith({ pools: [] }))).to.deep.equal([['pools', 'warn']]);
    expect(wrongWith(readingWith({ pools: [pool] }))).to.deep.equal([['pools', 'warn']]);
    expect(wrongWith({ answered: null })).to.deep.equal([['answers', 'warn']]);
    expect(wrongWith({ answered: 4 })).to.deep.equal([['answers', 'warn']]);
    expect(wrongWith(readingWith({ gc: null }))).to.deep.equal([['gc counts', 'warn']]);
  });

  it('gives the reason of a collection that failed', () => {
    const [collection] = checkAbilities({ ...seen, collectFailure: 'this V8 has no `gc`' });
    expect(collection?.text).to.contain('(this V8 has no `gc`)');
  });
});

describe('the code of a hot function', () => {
  const facts: CodeFacts = {
    steady: { flags: ['--no-turbofan', '--no-maglev'], atFirst: 5, whenHot: 5 },
    asItComes: { flags: [], atFirst: 1, whenHot: 9 },
    unknownFlags: [],
  };
  const textWith = (changes: Partial<CodeFacts>): string => {
    const { outcome, text } = checkSteadyCode({ ...facts, ...changes });
    return `${outcome}: ${text}`;
  };

  it('is steady when it stays what it was at the first call, and would not without the switches', () => {
    expect(textWith({})).to.equal('ok: V8 knows the 2 switches, and a hot function keeps the code of its first call');
  });

  it('is not where V8 passes over a switch, or optimises all the same', () => {
    expect(textWith({ unknownFlags: ['--no-maglev'] })).to.match(/^warn: this V8 does not know --no-maglev: floors/);
    expect(textWith({ steady: { ...facts.steady, whenHot: 9 } })).to.match(/^warn: V8 optimises in spite/);
    expect(textWith({ steady: { ...facts.steady, atFirst: 1, whenHot: 1 } })).to.match(/^warn: V8 makes no baseline/);
  });

  it('is not known where V8 does not say, or never optimises', () => {
    expect(textWith({ steady: { ...facts.steady, atFirst: null, whenHot: null } })).to.match(/^warn: .*does not say/);
    expect(textWith({ asItComes: { ...facts.asItComes, whenHot: 1 } })).to.match(/^warn: .*nobody can say/);
  });
});
