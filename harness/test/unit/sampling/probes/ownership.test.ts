import { expect } from 'chai';
import { ownedConnections } from '../../../../src/sampling/probes/ownership.js';
import type { OwnedSocket, SocketTable } from '../../../../src/sampling/procfs/sockets.js';
import { serverConnection } from '../../../support/fake-target.js';

const socket = (localPort: number, remotePort = 5432): OwnedSocket => ({
  localAddress: '127.0.0.1',
  localPort,
  remoteAddress: '127.0.0.1',
  remotePort,
  isListening: false,
});
const table = (...tcp: readonly OwnedSocket[]): SocketTable => ({ tcp, otherCount: 0 });
const connections = [40_001, 40_002, 50_001].map((clientPort, id) => serverConnection({ id, clientPort }));
const idsOf = (sockets: SocketTable | null) => {
  const { owned, by } = ownedConnections(connections, sockets, { port: 5432 });
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
    const { owned } = ownedConnections([serverConnection({ clientPort: null })], table(), { port: 5432 });
    expect(owned).to.deep.equal([]);
  });

  describe('of a target in a container', () => {
    const address = '172.18.0.3';
    const ofContainer = (localPort: number, remoteAddress: string, remotePort: number): OwnedSocket => ({
      localAddress: address,
      localPort,
      remoteAddress,
      remotePort,
      isListening: false,
    });
    const published = { port: 15_432, ownPlace: { address: '172.18.0.2', port: 5432 } };
    const ownedBy = (sockets: SocketTable, clients: readonly (readonly [address: string, port: number])[]) => {
      const seen = clients.map(([clientAddress, clientPort], id) =>
        serverConnection({ id, clientAddress, clientPort }),
      );
      const { owned, by } = ownedConnections(seen, sockets, published);
      return { ids: owned.map(({ id }) => id), by };
    };

    it('are found at the place that the server itself tells, beside its published port', () => {
      const sockets = table(ofContainer(40_001, '172.18.0.2', 5432));
      expect(ownedBy(sockets, [[address, 40_001]])).to.deep.equal({ ids: [0], by: 'socket' });
    });

    it('are not those of another container that happens to have the same local port', () => {
      const sockets = table(ofContainer(40_001, '172.18.0.2', 5432));
      const clients = [
        ['172.18.0.9', 40_001],
        [address, 40_001],
      ] as const;
      expect(ownedBy(sockets, clients)).to.deep.equal({ ids: [1], by: 'socket' });
    });

    it('are found by port where the address is that of the host (masquerade)', () => {
      const sockets = table(ofContainer(40_001, '10.0.0.7', 15_432));
      expect(ownedBy(sockets, [['10.0.0.1', 40_001]])).to.deep.equal({ ids: [0], by: 'socket' });
    });

    it('are all clients where the engine’s proxy gave them another address and port', () => {
      const sockets = table(ofContainer(40_001, '172.18.0.1', 15_432));
      expect(ownedBy(sockets, [['172.18.0.1', 51_234]])).to.deep.equal({ ids: [0], by: 'total' });
    });

    it('are none where its sockets lead to another server with the same port', () => {
      const sockets = table(ofContainer(40_001, '172.18.0.77', 5432));
      expect(ownedBy(sockets, [['172.18.0.9', 40_001]])).to.deep.equal({ ids: [], by: 'socket' });
    });
  });
});
