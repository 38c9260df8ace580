import { expect } from 'chai';
import { describeTarget } from '../../../../src/report/terminal/describe-target.js';
import { sampleTarget } from '../../../fixtures/report/sample-result.js';

describe('report/terminal/describe-target', () => {
  it('tells failures and warnings with their codes', () => {
    const failure = { code: 'TARGET_NOT_READY', message: 'It was not ready.' };
    const warnings = [{ code: 'AGENT_ABSENT', message: 'Nobody dialled.' }];
    const text = describeTarget(sampleTarget('app', { verdict: 'failed', failure, warnings, endpoints: [] }));
    expect(text).to.include('It was not ready. [TARGET_NOT_READY]');
    expect(text).to.include('warning: Nobody dialled. [AGENT_ABSENT]');
  });
});
