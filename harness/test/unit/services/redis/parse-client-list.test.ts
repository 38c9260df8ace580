import { expect } from 'chai';
import { parseClientList } from '../../../../src/services/redis/parse-client-list.js';

const client = (fields: string) =>
  `id=7 addr=127.0.0.1:50412 laddr=127.0.0.1:6379 fd=8 name=shop age=12 idle=3 flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 cmd=get user=default ${fields}`;
const stateOf = (fields: string) => parseClientList(client(fields))[0]?.state;

describe('parseClientList', () => {
  it('reads one client', () => {
    expect(parseClientList(`${client('')}\n`)).to.deep.equal([
      {
        id: 7,
        clientAddress: '127.0.0.1',
        clientPort: 50412,
        state: 'normal',
        applicationName: 'shop',
        lastCommand: 'get',
        ageSeconds: 12,
        idleSeconds: 3,
      },
    ]);
  });

  it('reads subcommands, an empty name and an IPv6 address', () => {
    const [parsed] = parseClientList(
      'id=1 addr=[::1]:40000 name= age=0 idle=0 flags=N cmd=client|list lib-name= lib-ver=',
    );
    expect(parsed).to.include({
      clientAddress: '::1',
      clientPort: 40000,
      applicationName: '',
      lastCommand: 'client|list',
    });
  });

  it('knows no address of a client of the Unix socket', () => {
    const [parsed] = parseClientList('id=1 addr=/run/redis.sock:0 name= age=0 idle=0 flags=U cmd=ping');
    expect(parsed).to.include({ clientAddress: null, clientPort: null });
  });

  it('leaves out replicas and the master', () => {
    const lines = ['flags=S', 'flags=M', 'flags=N'].map((flags) => client(flags));
    expect(parseClientList(lines.join('\n'))).to.have.length(1);
  });

  it('names the state', () => {
    expect(stateOf('flags=b')).to.equal('blocked');
    expect(stateOf('flags=x')).to.equal('transaction');
    expect(stateOf('flags=O')).to.equal('monitor');
    expect(stateOf('flags=P sub=1')).to.equal('pubsub');
    expect(stateOf('flags=N psub=2')).to.equal('pubsub');
  });

  it('reads an empty reply as no client', () => expect(parseClientList('')).to.deep.equal([]));
});
