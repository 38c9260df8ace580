import { expect } from 'chai';
import { withRunFailure } from '../../../../src/analysis/result/never-started.js';
import type { TargetRecording, TargetStartRecord } from '../../../../src/model/recording.js';

const failure = { code: 'SERVICE_REFUSED', message: 'PostgreSQL refused the connection.' };
const ended = { type: 'end', atMs: 7, failure, interrupted: false } as const;
const unbegun = { target: { name: 'shop' }, start: null, end: null } as unknown as TargetRecording;

describe('a target that the run did not come to', () => {
  it('has failed with what failed before it', () => {
    expect(withRunFailure(unbegun, ended).end).to.deep.equal({
      type: 'target-end',
      target: 'shop',
      atMs: 7,
      reason: 'failed',
      failure,
    });
  });

  it('has not failed where nothing did, or where it was begun', () => {
    expect(withRunFailure(unbegun, null)).to.equal(unbegun);
    expect(withRunFailure(unbegun, { ...ended, failure: null })).to.equal(unbegun);
    const begun = { ...unbegun, start: {} as TargetStartRecord };
    expect(withRunFailure(begun, ended)).to.equal(begun);
  });
});
