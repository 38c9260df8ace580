import { expect } from 'chai';
import { formatDoctor } from '../../../../src/report/doctor/format-doctor.js';
import { createFakeOutput } from '../../../fixtures/report/fake-output.js';

describe('the text of the doctor', () => {
  it('lists checks and what can be resolved', () => {
    const checks = [{ name: 'clock', outcome: 'ok', text: 'sleeps are late by 1 ms' }] as const;
    const resolutions = [{ metric: 'heapUsedBytes', unit: 'bytes', perRequest: 17.2 }] as const;
    const text = formatDoctor({ checks, resolutions, seconds: 8, exitCode: 0 }, createFakeOutput());
    expect(text).to.match(/^ok {6}clock {2}sleeps are late by 1 ms\n/);
    expect(text)
      .to.match(/heap +17 B\/request/)
      .and.include('can be trusted here (exit code 0)');
  });

  it('says when nothing could be resolved', () => {
    const checks = [{ name: 'agent', outcome: 'fail', text: 'silent' }] as const;
    const text = formatDoctor({ checks, resolutions: [], seconds: 1, exitCode: 3 }, createFakeOutput());
    expect(text).to.include('no leak could be seen').and.include('cannot be trusted here (exit code 3)');
  });
});
