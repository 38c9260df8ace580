import { expect } from 'chai';
import type { Finding } from '../../../../src/model/result.js';
import { endpointLines } from '../../../../src/report/format/endpoint-text.js';
import { connectionFinding, leakingDatabase, sampleCulprit } from '../../../fixtures/report/sample-result.js';

describe('an endpoint as lines', () => {
  const heap: Finding = {
    ...connectionFinding,
    metric: 'heapUsedBytes',
    unit: 'bytes',
    perRequest: { estimate: 88, low: 74, high: 102 },
    alsoCosts: [],
    projection: null,
    culprits: [{ ...sampleCulprit, file: 'src/cache.ts', functionName: 'remember', summary: 'keeps it' }],
    advice: 'Bound what is kept.',
  };

  it('names each leak before the line to blame for it', () => {
    expect(endpointLines({ ...leakingDatabase, findings: [connectionFinding, heap] })).to.deep.equal([
      '+1.00 pg connection/request [1.00, 1.00]',
      'also +1 fd, +7.3 KB heap',
      'max_connections=100 is exhausted after 83 more requests',
      '`openClient` at apps/with-leak/src/routes/database.ts:24 opened 32 PostgreSQL connections, none was closed',
      connectionFinding.advice,
      'and +88 B heap/request [74 B, 102 B]',
      '`remember` at src/cache.ts:24 keeps it',
      'Bound what is kept.',
    ]);
  });

  it('begins with the leak that is not accepted, and says which one is', () => {
    const lines = endpointLines({ ...leakingDatabase, findings: [{ ...connectionFinding, ignored: 'known' }, heap] });
    expect(lines[0]).to.equal('+88 B heap/request [74 B, 102 B]');
    expect(lines).to.include('accepted: +1.00 pg connection/request [1.00, 1.00] (known)');
  });
});
