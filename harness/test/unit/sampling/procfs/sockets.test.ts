import { expect } from 'chai';
import { parseTcpTable } from '../../../../src/sampling/procfs/sockets.js';

const heading =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                     ';
const row = (index: number, local: string, remote: string, state: string, inode: number): string =>
  `   ${index}: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 20 4 30 10 -1`;

describe('parseTcpTable', () => {
  it('reads connections over IPv4 by inode', () => {
    const table = [heading, row(0, '0100007F:9C41', '0100007F:1538', '01', 91_234)].join('\n');
    expect([...parseTcpTable(`${table}\n`)]).to.deep.equal([
      [
        '91234',
        {
          localAddress: '127.0.0.1',
          localPort: 40_001,
          remoteAddress: '127.0.0.1',
          remotePort: 5_432,
          isListening: false,
        },
      ],
    ]);
  });

  it('turns the bytes of an address round', () => {
    const table = [heading, row(0, '0200000A:0050', '0101A8C0:01BB', '01', 7)].join('\n');
    expect(parseTcpTable(table).get('7')).to.deep.include({ remoteAddress: '192.168.1.1', remotePort: 443 });
  });

  it('tells listening sockets', () => {
    const table = [heading, row(0, '00000000:0BB8', '00000000:0000', '0A', 5)].join('\n');
    expect(parseTcpTable(table).get('5')).to.deep.equal({
      localAddress: '0.0.0.0',
      localPort: 3_000,
      remoteAddress: '0.0.0.0',
      remotePort: 0,
      isListening: true,
    });
  });

  it('reads IPv6, with loopback and mapped IPv4 addresses as people write them', () => {
    const loopback = '00000000000000000000000001000000';
    const mapped = '0000000000000000FFFF00000100007F';
    const global = 'B80D0120000000000000000001000000';
    const table = [
      heading,
      row(0, `${loopback}:9C41`, `${loopback}:18EB`, '01', 1),
      row(1, `${mapped}:9C42`, `${mapped}:18EB`, '01', 2),
      row(2, `${global}:9C43`, `${global}:18EB`, '01', 3),
    ].join('\n');
    expect([...parseTcpTable(table).values()].map(({ remoteAddress }) => remoteAddress)).to.deep.equal([
      '::1',
      '127.0.0.1',
      global,
    ]);
  });

  it('leaves out sockets that no process holds any more (TIME_WAIT has no inode)', () => {
    expect(parseTcpTable([heading, row(0, '0100007F:9C41', '0100007F:1538', '06', 0)].join('\n')).size).to.equal(0);
  });

  it('is empty for a process that has gone, and for lines cut short', () => {
    expect(parseTcpTable('').size).to.equal(0);
    expect(parseTcpTable(`${heading}\n   0: 0100007F:9C41 0100007F`).size).to.equal(0);
  });
});
