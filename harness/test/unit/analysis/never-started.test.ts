import { expect } from 'chai';
import { withRunEnd } from '../../../src/analysis/analyze.js';
import type { TargetRecording, TargetStartRecord } from '../../../src/model/recording.js';

const failure = { code: 'SERVICE_REFUSED', message: 'PostgreSQL refused the connection.' };
const ended = { type: 'end', atMs: 7, failure, interrupted: false } as const;
const unbegun = { target: { name: 'shop' }, start: null, end: null } as unknown as TargetRecording;

describe('a target that the run did not come to', () => {
  it('has failed with what failed before it', () => {
    expect(withRunEnd(unbegun, ended).end).to.deep.equal({
      type: 'target-end',
      target: 'shop',
      atMs: 7,
      beganAtMs: 0,
      reason: 'failed',
      failure,
    });
  });

  it('was interrupted with the run', () => {
    const interrupted = withRunEnd(unbegun, { ...ended, failure: null, interrupted: true });
    expect(interrupted.end).to.include({ reason: 'interrupted', failure: null });
  });

  it('has not failed where nothing did, or where it was begun', () => {
    expect(withRunEnd(unbegun, null)).to.equal(unbegun);
    expect(withRunEnd(unbegun, { ...ended, failure: null })).to.equal(unbegun);
    const begun = { ...unbegun, start: {} as TargetStartRecord };
    expect(withRunEnd(begun, ended)).to.equal(begun);
  });
});
