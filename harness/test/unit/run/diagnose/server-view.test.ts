import { expect } from 'chai';
import type { OriginEvidence } from '../../../../src/model/evidence.js';
import type { ServerConnection } from '../../../../src/model/service.js';
import { type ListedService, serverViewOf } from '../../../../src/run/diagnose/server-view.js';

const postgresPort = 5_432;
const redisPort = 6_379;

const connection = (clientPort: number, lastCommand: string): ServerConnection => ({
  id: clientPort,
  clientAddress: '127.0.0.1',
  clientPort,
  state: 'idle',
  applicationName: '',
  lastCommand,
  ageSeconds: 1,
  idleSeconds: 1,
});

const origin = (details: readonly string[], localPorts: readonly number[]): OriginEvidence => ({
  kind: 'socket',
  pid: 1,
  stack: [],
  alive: localPorts.length,
  created: localPorts.length,
  oldestMs: 0,
  details,
  localPorts,
});

const listed = (postgres: readonly number[], redis: readonly number[]): readonly ListedService[] => [
  {
    service: { kind: 'postgres', port: postgresPort },
    connections: postgres.map((port) => connection(port, 'SELECT 1')),
  },
  { service: { kind: 'redis', port: redisPort }, connections: redis.map((port) => connection(port, 'get')) },
];

describe('serverViewOf', () => {
  it('finds the server that lists the ports, also where another address was dialled', () => {
    const view = serverViewOf(origin(['db.internal:7000'], [40_001, 40_002]), listed([40_001, 40_002], [50_000]));
    expect(view).to.deep.include({ service: 'postgres', connections: 2 });
    expect(view?.examples[0]).to.equal('backend 40001: idle for 1.0 s, last SELECT 1');
  });

  it('is not misled by a connection to another server from the same port', () => {
    const servers = listed([40_001, 40_003], [40_001, 40_002]);
    expect(serverViewOf(origin([`127.0.0.1:${redisPort}`], [40_001, 40_002]), servers)).to.deep.include({
      service: 'redis',
      connections: 2,
    });
    expect(serverViewOf(origin(['cache.internal:7000'], [40_001, 40_002]), servers)?.service).to.equal('redis');
  });

  it('takes the dialled port where no server knows the address', () => {
    expect(serverViewOf(origin([`10.0.0.2:${redisPort}`], [40_009]), listed([40_001], [40_002]))).to.deep.equal({
      service: 'redis',
      connections: 0,
      examples: [],
    });
  });

  it('is null for what no server knows', () => {
    expect(serverViewOf(origin(['10.0.0.2:443'], [40_009]), listed([40_001], [40_002]))).to.equal(null);
  });
});
