import { expect } from 'chai';
import { formatReadingsCsv } from '../../src/readings-csv.js';

const trace = {
  target: 'shop, "old"',
  floors: {
    atMs: [10, 20.5],
    requests: [0, 8],
    values: { heapUsedBytes: [1_000, null], '=cmd()': [1, 2] },
    settled: [true, false],
  },
  samples: { heapUsedBytes: { atMs: [15], requests: [4], values: [1_500] } },
  sampleCount: 1,
  blocks: [],
};

describe('formatReadingsCsv', () => {
  it('has a line for each reading, and none for what was not read', () =>
    expect(
      formatReadingsCsv({ traces: [trace], metrics: [{ id: 'heapUsedBytes', title: '', unit: 'bytes' }] }).split(
        '\r\n',
      ),
    ).to.deep.equal([
      'target,reading,metric,unit,at_ms,requests,settled,value',
      '"shop, ""old""",floor,heapUsedBytes,bytes,10,0,true,1000',
      `"shop, ""old""",floor,'=cmd(),,10,0,true,1`,
      `"shop, ""old""",floor,'=cmd(),,20.5,8,false,2`,
      '"shop, ""old""",sample,heapUsedBytes,bytes,15,4,,1500',
      '',
    ]));
});
