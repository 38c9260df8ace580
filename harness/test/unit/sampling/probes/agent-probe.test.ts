import { expect } from 'chai';
import type { NodeReading } from '../../../../src/model/runtimes/node/reading.js';
import { toReading } from '../../../../src/runtimes/node/to-reading.js';
import { createAgentProbe, unknownTo } from '../../../../src/sampling/probes/agent-probe.js';
import { unmeasuredBy } from '../../../../src/sampling/probes/probe.js';
import { quietReading } from '../../../support/fake-target.js';

const read = (...told: readonly NodeReading[]) =>
  createAgentProbe(true).read({ pids: [], agents: told.map(toReading), sockets: null });

describe('createAgentProbe', () => {
  it('reads memory and handles by type', async () => {
    const activeResources = { TCPServerWrap: 1, Timeout: 3 };
    expect(await read({ ...quietReading, activeResources })).to.deep.include({
      heapUsedBytes: 10_000,
      externalBytes: 3_000,
      arrayBuffersBytes: 1_000,
      'handles.TCPServerWrap': 1,
      'handles.Timeout': 3,
      handles: 4,
    });
  });

  it('adds up the processes of the tree', async () => {
    expect(await read(quietReading, quietReading)).to.deep.include({ heapUsedBytes: 20_000, handles: 2 });
  });

  it('reads pools: what is checked out is what is not idle', async () => {
    const pools = [
      { id: 'a', total: 10, idle: 7, waiting: 2, max: 10 },
      { id: 'b', total: 1, idle: 1, waiting: 0, max: 5 },
    ];
    expect(await read({ ...quietReading, pools })).to.deep.include({
      'pool.total': 11,
      'pool.checkedOut': 3,
      'pool.waiting': 2,
      'pool.max': 15,
    });
  });

  it('says nothing of pools where there are none, and of memwatch where a process lacks it', async () => {
    const metrics = await read(quietReading, { ...quietReading, memwatchUsedHeapBytes: 9_000 });
    expect(metrics).to.not.have.any.keys('pool.checkedOut', 'pool.max', 'memwatch.heapUsedBytes');
    expect(await read({ ...quietReading, memwatchUsedHeapBytes: 9_000 })).to.deep.include({
      'memwatch.heapUsedBytes': 9_000,
    });
  });

  it('adds up what each process counts by type, and nothing where one of them cannot count', async () => {
    const types = {
      JS_OBJECT_TYPE: { count: 3, overall: 96 },
      JS_MAP_TYPE: { count: 1, overall: 32 },
      MAP_PROTOTYPE_TYPE: { count: 2, overall: 160 },
      NEW_TYPE: { count: 1, overall: 8 },
    };
    const counting = { ...quietReading, census: JSON.stringify({ type_data: types }) };
    expect(await read(counting, counting)).to.deep.include({
      'heap.applicationBytes': 272,
      'heap.unknownBytes': 16,
      'heap.codeBytes': 320,
      objects: 8,
      'objects.Object': 6,
      'objects.Map': 2,
    });
    for (const census of [null, 'no census'])
      expect(await read(counting, { ...quietReading, census })).to.not.have.any.keys('objects', 'heap.codeBytes');
  });

  it('adds up the threads of a process, and reads no heap where nobody asked them', async () => {
    const census = JSON.stringify({ type_data: { JS_OBJECT_TYPE: { count: 3, overall: 96 } } });
    const thread = { threadId: 1, heapUsedBytes: 5_000, externalBytes: 500, arrayBuffersBytes: 50, census };
    const threaded: NodeReading = { ...quietReading, census, threads: [thread, { ...thread, threadId: 2 }] };
    expect(await read(threaded)).to.deep.include({
      heapUsedBytes: 20_000,
      externalBytes: 4_000,
      arrayBuffersBytes: 1_100,
      'heap.applicationBytes': 288,
      'objects.Object': 9,
    });
    const uncounted = { ...threaded, threads: [{ ...thread, census: null }] };
    expect(await read(uncounted)).to.not.have.any.keys('heap.applicationBytes', 'objects');
    expect(await read(quietReading, { ...quietReading, threads: null })).to.not.have.any.keys(
      'heapUsedBytes',
      'externalBytes',
      'arrayBuffersBytes',
    );
  });

  it('reads nothing, rather than zeros, while no agent is connected', async () => {
    expect(await read()).to.deep.equal({});
  });

  it('reads nothing, rather than zeros, of what one of the processes cannot know', async () => {
    const pools = [{ id: 'a', total: 10, idle: 7, waiting: 2, max: 10 }];
    const blind: NodeReading = { ...quietReading, activeResources: null, pools: null, gc: null };
    const metrics = await read({ ...quietReading, pools }, blind);
    expect(Object.keys(metrics)).to.deep.equal([
      'heapUsedBytes',
      'externalBytes',
      'arrayBuffersBytes',
      'v8.mallocedBytes',
    ]);
  });

  it('names what agents cannot know, each with the reason', () => {
    const blind: NodeReading = { ...quietReading, activeResources: null, pools: null };
    const unknown = unknownTo([quietReading, blind].map(toReading));
    expect(unknown.map(({ metric }) => metric)).to.deep.equal(['handles', 'pool.checkedOut', 'pool.waiting']);
    expect(unknown[0]?.reason).to.contain('Node.js does not list');
    expect(unknown[1]?.reason).to.contain('pools being made');
    expect(unknownTo([quietReading].map(toReading))).to.deep.equal([]);
  });

  it('names what cannot be measured without an agent, each with the reason', () => {
    const unmeasured = unmeasuredBy([createAgentProbe(false), createAgentProbe(true)]);
    expect(unmeasured.map(({ metric }) => metric)).to.include.members(['heapUsedBytes', 'pool.checkedOut']);
    for (const { reason } of unmeasured) expect(reason).to.contain('no Leakline agent');
  });
});
