import { expect } from 'chai';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { describeMetrics, toReportDocument } from '../../../../src/report/trace/to-document.js';
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
    expect(samples.fds?.values).to.have.length(recording.samples.length);
    expect(blocks[0]).to.deep.equal({
      endpoint: 'GET /',
      phase: 'scout',
      requests: 2,
      floorBefore: 0,
      floorAfter: 1,
    });
  });

  it('tells of a block with how many it was driven together', () => {
    const [first, ...others] = recording.blocks;
    const group = first === undefined ? [] : [first, { ...first, endpoint: 'GET /b' }];
    const { blocks } = toTrace({ ...recording, blocks: [...group, ...others] });
    expect(blocks.slice(0, 3).map(({ together }) => together)).to.deep.equal([2, 2, undefined]);
  });

  it('leaves a gap where a metric was not read', () => {
    const [first, ...others] = recording.floors;
    const floors = first === undefined ? [] : [{ ...first, metrics: { 'pg.connections': 4 } }, ...others.slice(0, 1)];
    const { values } = toTrace({ ...recording, floors }).floors;
    expect(values['pg.connections']).to.deep.equal([4, 4]);
    expect(values.fds).to.deep.equal([null, 33]);
  });

  it('reads a member of a family as 0 where the family was read, and as not measured where it was not', () => {
    const readings = [{ handles: 3, 'handles.Timeout': 1 }, { handles: 2 }, { fds: 31 }];
    const floors = recording.floors.slice(0, 3).map((floor, index) => ({ ...floor, metrics: readings[index] ?? {} }));
    const samples = recording.samples.slice(0, 3).map((each, index) => ({ ...each, metrics: readings[index] ?? {} }));
    const trace = toTrace({ ...recording, floors, samples });
    expect(trace.floors.values['handles.Timeout']).to.deep.equal([1, 0, null]);
    expect(trace.floors.values.handles).to.deep.equal([3, 2, null]);
    expect(trace.samples['handles.Timeout']?.values).to.deep.equal([1, 0]);
  });

  it('thins samples out and keeps their extremes, each with its own time', () => {
    const samples = Array.from({ length: 50_000 }, (_, index) => ({
      type: 'sample' as const,
      target: 'a',
      atMs: index * 200,
      requests: index * 3,
      metrics: { heapUsedBytes: index === 31_234 ? 900 : 100, fds: index === 40_001 ? 7 : 9 },
    }));
    const trace = toTrace({ ...recording, samples });
    const { heapUsedBytes, fds } = trace.samples;
    expect(trace.sampleCount).to.equal(50_000);
    expect(heapUsedBytes?.values.length).to.be.at.most(2_000);
    const peak = heapUsedBytes?.values.indexOf(900) ?? -1;
    expect([heapUsedBytes?.atMs[peak], heapUsedBytes?.requests[peak]]).to.deep.equal([31_234 * 200, 31_234 * 3]);
    expect(fds?.atMs[fds.values.indexOf(7)]).to.equal(40_001 * 200);
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
