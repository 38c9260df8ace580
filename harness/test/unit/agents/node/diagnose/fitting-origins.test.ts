import { expect } from 'chai';
import fittingOrigins from '../../../../../src/agents/node/diagnose/fitting-origins.cjs';
import { originOf } from './origin-of.js';

describe('what a thread tells of its origins', () => {
  const bytesOf = (told: unknown): number => Buffer.byteLength(JSON.stringify(told));

  it('is all where that fits, and else those that fit, the first ones first', () => {
    const all = ['/a.mjs', `/${'ü'.repeat(500)}.mjs`, '/b.mjs', '/c.mjs'].map((file) => originOf(file));
    expect(fittingOrigins(all, bytesOf(all))).to.deep.equal(all);
    const limit = 2 * bytesOf(all[0]) + 10;
    const told = fittingOrigins(all, limit);
    expect(told).to.deep.equal([all[0], all[2]]);
    expect(bytesOf(told)).to.be.at.most(limit);
  });
});
