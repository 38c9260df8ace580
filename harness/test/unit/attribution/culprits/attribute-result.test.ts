import { expect } from 'chai';
import { attributeResult } from '../../../../src/attribution/culprits/attribute-result.js';
import type { EvidenceRecord } from '../../../../src/model/evidence.js';
import type { Recording } from '../../../../src/model/recording.js';
import { sampleEndpoint, sampleRun, sampleTarget } from '../../../fixtures/report/sample-result.js';
import { evidence, finding, origin } from './evidence.js';

const leak = sampleEndpoint('GET /', { verdict: 'leaking', findings: [finding('pg.connections')] });
const result = sampleRun([sampleTarget('app', { verdict: 'leaking', endpoints: [leak], warnings: [] })]);

const recordingWith = (records: readonly EvidenceRecord[]): Recording => ({
  header: { targets: [] } as unknown as Recording['header'],
  targets: [
    {
      target: { name: 'app', expect: null, endpoints: ['GET /'], freshInputs: [] },
      start: null,
      floors: [],
      blocks: [],
      samples: [],
      events: [],
      evidence: records,
      invariants: [],
      sessions: [],
      end: null,
    },
  ],
  end: null,
});

const attributed = (records: readonly EvidenceRecord[]) => attributeResult(result, recordingWith(records));

describe('attribution/culprits/attribute-result', () => {
  it('fills culprits and advice, and changes nothing else', () => {
    const after = attributed([evidence({ origins: [origin({})] })]);
    const [endpoint] = after.targets[0]?.endpoints ?? [];
    expect(endpoint?.findings[0]?.culprits).to.have.length(1);
    expect(endpoint?.findings[0]?.advice).to.include('`openClient`');
    const withoutFindings = ({ targets, ...rest }: typeof after) => ({
      ...rest,
      targets: targets.map((target) => ({
        ...target,
        endpoints: target.endpoints.map((each) => ({ ...each, findings: [] })),
      })),
    });
    expect(withoutFindings(after)).to.deep.equal(withoutFindings(result));
  });

  it('leaves a run without evidence as it is', () => {
    expect(attributed([])).to.deep.equal(result);
  });

  it('takes no evidence of another endpoint or metric', () => {
    const other = evidence({ endpoint: 'GET /other', origins: [origin({})] });
    const redis = evidence({ metrics: ['redis.connections'], origins: [origin({})] });
    expect(attributed([other, redis])).to.deep.equal(result);
  });

  it('says what the pass could not do', () => {
    const after = attributed([evidence({ limits: ['No heap snapshots: too large.'] })]);
    expect(after.targets[0]?.warnings).to.deep.equal([
      { code: 'DIAGNOSE_LIMITED', message: 'GET /: No heap snapshots: too large.' },
    ]);
  });
});
