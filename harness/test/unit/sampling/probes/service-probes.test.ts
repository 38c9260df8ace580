import { expect } from 'chai';
import { createServiceCountProbe, createServiceProbe } from '../../../../src/sampling/probes/service-probes.js';
import { fakeService, serverConnection } from '../../../support/fake-target.js';

const states = ['active', 'idle', 'idle', 'idle in transaction', 'idle in transaction (aborted)'];
const connections = states.map((state, id) => serverConnection({ id, state, clientPort: 40_000 + id }));
const sockets = {
  tcp: connections.slice(0, 4).map((_, id) => ({
    localAddress: '127.0.0.1',
    localPort: 40_000 + id,
    remoteAddress: '127.0.0.1',
    remotePort: 5432,
    isListening: false,
  })),
  otherCount: 0,
};

describe('createServiceProbe', () => {
  it('counts the target’s own PostgreSQL connections by state, and tells how it knew them', async () => {
    const heard: string[] = [];
    const probe = createServiceProbe(
      fakeService('postgres', () => connections),
      (kind, by) => heard.push(`${kind} ${by}`),
    );
    expect(await probe.read({ pids: [], agents: [], sockets })).to.deep.equal({
      'pg.connections': 4,
      'pg.active': 1,
      'pg.idle': 2,
      'pg.idleInTransaction': 1,
    });
    expect(heard).to.deep.equal(['postgres socket']);
  });

  it('counts Redis clients', async () => {
    const probe = createServiceProbe(
      fakeService('redis', () => connections),
      () => undefined,
    );
    expect(await probe.read({ pids: [], agents: [], sockets: null })).to.deep.equal({ 'redis.connections': 5 });
  });
});

describe('createServiceCountProbe', () => {
  it('counts everyone between floors', async () => {
    const probe = createServiceCountProbe(fakeService('postgres', () => connections));
    expect(await probe.read({ pids: [], agents: [], sockets: null })).to.deep.equal({ 'pg.connections': 5 });
  });
});
