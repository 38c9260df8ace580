import { expect } from 'chai';
import { formatJunit } from '../../../../src/report/junit/format-junit.js';
import { escapeXml } from '../../../../src/report/junit/xml.js';
import { sampleEndpoint, sampleTarget, sampleTwins, shortOfRequests } from '../../../fixtures/report/sample-result.js';

const resultWith = (target: Parameters<typeof sampleTarget>[1]) => ({
  ...sampleTwins,
  targets: [sampleTarget('shop', target)],
});

describe('junit', () => {
  it('passes a leak that is expected', () => {
    const xml = formatJunit(sampleTwins);
    expect(xml).to.match(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="leakline"/);
    expect(xml).to.include('<testsuite name="with-leak"').and.include('failures="0" errors="0"');
    expect(xml).to.not.include('<failure');
  });

  it('fails a leak that is not', () => {
    const leaking = sampleEndpoint('GET /a?b=1&c="<x>"', { verdict: 'leaking' });
    const target = { expect: null, expectationMet: false, verdict: 'leaking', endpoints: [leaking] } as const;
    const xml = formatJunit(resultWith(target));
    expect(xml).to.include('tests="1" failures="1" errors="0"').and.include('<failure type="leaking"');
    expect(xml).to.include('name="GET /a?b=1&amp;c=&quot;&lt;x&gt;&quot;"');
  });

  it('makes an error of what could not be driven, and of a target that failed', () => {
    const failure = { code: 'TARGET_CRASHED', message: 'It exited with 1.\n  at line 3' };
    const endpoints = [sampleEndpoint('GET /', { verdict: 'failed' })];
    const xml = formatJunit(
      resultWith({ expect: 'clean', expectationMet: false, verdict: 'failed', failure, endpoints }),
    );
    expect(xml).to.include('tests="2" failures="0" errors="2"').and.include('<error type="TARGET_CRASHED"');
    expect(xml).to.include('at line 3');
  });

  it('passes a target that died of the leak it was expected to have', () => {
    const failure = { code: 'TARGET_CRASHED', message: 'too many clients already' };
    const endpoints = [sampleEndpoint('GET /', { verdict: 'leaking' })];
    const target = { expect: 'leaking', expectationMet: true, verdict: 'leaking', failure, endpoints } as const;
    const xml = formatJunit(resultWith(target));
    expect(xml).to.include('tests="2" failures="0" errors="0"').and.include('too many clients already');
  });

  it('keeps a test for each endpoint, also where they are undecided for the same reason', () => {
    const endpoints = [shortOfRequests('GET /a', 56), shortOfRequests('GET /b', 120)];
    const xml = formatJunit(resultWith({ expectationMet: false, verdict: 'inconclusive', endpoints }));
    expect(xml).to.include('tests="2" failures="2" errors="0"');
    for (const [id, requests] of [
      ['GET /a', 56],
      ['GET /b', 120],
    ]) {
      const message = `inconclusive: fds: Did not grow, but ${requests} requests are too few.`;
      expect(xml).to.include(`name="${id}"><failure type="inconclusive" message="${message}">`);
    }
  });

  it('names what kept the run from starting', () => {
    const warnings = [{ code: 'SERVICE_UNAVAILABLE', message: 'No Redis.' }];
    expect(formatJunit({ ...sampleTwins, targets: [], warnings })).to.include('<error type="SERVICE_UNAVAILABLE"');
  });

  it('holds no character that XML forbids', () => {
    expect(escapeXml('a\u0000\u001b[2J\ud800b\n')).to.equal('a[2Jb&#10;');
  });
});
