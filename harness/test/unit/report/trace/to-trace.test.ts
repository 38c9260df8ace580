import { expect } from 'chai';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { describeMetrics } from '../../../../src/report/trace/describe-metrics.js';
import { toReportDocument } from '../../../../src/report/trace/to-document.js';
import { toTrace } from '../../../../src/report/trace/to-trace.js';
import { createSampleRecording } from '../../../fixtures/report/sample-recording.js';
import { sampleRun } from '../../../fixtures/report/sample-result.js';

const recording = createSampleRecording('a', { 'GET /': { fds: 1 } }, [2, 4]);

describe('toTrace', () => {
  it('turns records into columns', () => {
    const { floors, samples, blocks, target } = toTrace(recording);
    expect(target).to.equal('a');
    expect(floors.requests).to.deep.equal([0, 2, 4, 6, 8, 12]);
    expect(floors.values.fds).to.deep.equal([31, 33, 35, 37, 39, 43]);
    expect(floors.settled).to.deep.equal([true, true, true, true, true, false]);
    expect(samples.values.fds).to.have.length(samples.requests.length);
    expect(blocks[0]).to.deep.equal({
      endpoint: 'GET /',
      phase: 'scout',
      stage: 0,
      requests: 2,
      floorBefore: 0,
      floorAfter: 1,
    });
  });

  it('leaves a gap where a metric was not read', () => {
    const [first, ...others] = recording.floors;
    const floors = first === undefined ? [] : [{ ...first, metrics: { 'pg.connections': 4 } }, ...others.slice(0, 1)];
    const { values } = toTrace({ ...recording, floors }).floors;
    expect(values['pg.connections']).to.deep.equal([4, 4]);
    expect(values.fds).to.deep.equal([null, 33]);
  });

  it('drops a block whose floor a crash cut off', () => {
    const cutOff: TargetRecording = { ...recording, floors: recording.floors.slice(0, -1) };
    expect(toTrace(cutOff).blocks).to.have.length(recording.blocks.length - 1);
  });
});

describe('describeMetrics', () => {
  it('puts the catalogue first, in its order, then families by name', () => {
    const floors = recording.floors.map((floor) => ({
      ...floor,
      metrics: { 'handles.Timeout': 1, fds: 1, 'pg.connections': 1, xBytes: 2 },
    }));
    expect(describeMetrics([toTrace({ ...recording, floors, samples: [] })])).to.deep.equal([
      { id: 'pg.connections', title: 'PostgreSQL connections', unit: 'count' },
      { id: 'fds', title: 'File descriptors', unit: 'count' },
      { id: 'handles.Timeout', title: 'Active handles: Timeout', unit: 'count' },
      { id: 'xBytes', title: 'xBytes', unit: 'bytes' },
    ]);
  });
});

describe('toReportDocument', () => {
  it('is plain JSON with result, traces and metrics', () => {
    const document = toReportDocument(sampleRun([]), { targets: [recording] });
    expect(JSON.parse(JSON.stringify(document))).to.deep.equal(document);
    expect(document.traces.map(({ target }) => target)).to.deep.equal(['a']);
  });
});
