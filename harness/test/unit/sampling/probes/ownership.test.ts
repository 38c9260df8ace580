import { expect } from 'chai';
import { ownedConnections } from '../../../../src/sampling/probes/ownership.js';
import type { OwnedSocket, SocketTable } from '../../../../src/sampling/procfs/sockets.js';
import { serverConnection } from '../../../support/fake-target.js';

const socket = (localPort: number, remotePort = 5432): OwnedSocket => ({
  localPort,
  remoteAddress: '127.0.0.1',
  remotePort,
  isListening: false,
});
const table = (...tcp: readonly OwnedSocket[]): SocketTable => ({ tcp, otherCount: 0 });
const connections = [40_001, 40_002, 50_001].map((clientPort, id) => serverConnection({ id, clientPort }));
const idsOf = (sockets: SocketTable | null) => {
  const { owned, by } = ownedConnections(connections, sockets, 5432);
  return { ids: owned.map(({ id }) => id), by };
};

describe('ownedConnections', () => {
  it('are those whose client port is one of the target’s own', () => {
    expect(idsOf(table(socket(40_001), socket(40_002)))).to.deep.equal({ ids: [0, 1], by: 'socket' });
  });

  it('are none when the target holds no socket to the server, whoever else does', () => {
    expect(idsOf(table())).to.deep.equal({ ids: [], by: 'socket' });
    expect(idsOf(table(socket(40_001, 6379)))).to.deep.equal({ ids: [], by: 'socket' });
  });

  it('are all where ports are translated on the way, and it says so', () => {
    expect(idsOf(table(socket(33_333)))).to.deep.equal({ ids: [0, 1, 2], by: 'total' });
  });

  it('are all where no socket table can be read', () => {
    expect(idsOf(null)).to.deep.equal({ ids: [0, 1, 2], by: 'total' });
  });

  it('leave out those over a Unix socket, which have no port', () => {
    const { owned } = ownedConnections([serverConnection({ clientPort: null })], table(), 5432);
    expect(owned).to.deep.equal([]);
  });
});
