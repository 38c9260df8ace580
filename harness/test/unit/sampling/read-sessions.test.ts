import { expect } from 'chai';
import { sumUpSessions } from '../../../src/sampling/read-sessions.js';
import { serverConnection } from '../../support/fake-target.js';

describe('sumUpSessions', () => {
  it('counts sessions by state, those over a minute, and the longest', () => {
    const sessions = [
      serverConnection({ state: 'active', idleSeconds: 0.2 }),
      ...[12, 60, 61, 400.4].map((idleSeconds) => serverConnection({ state: 'idle', idleSeconds })),
    ];
    expect(sumUpSessions(sessions)).to.deep.equal([
      { state: 'idle', count: 4, overMinute: 2, longestSeconds: 400 },
      { state: 'active', count: 1, overMinute: 0, longestSeconds: 0 },
    ]);
    expect(sumUpSessions([])).to.deep.equal([]);
  });
});
