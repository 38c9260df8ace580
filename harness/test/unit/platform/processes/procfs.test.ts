import { expect } from 'chai';
import {
  parseCpuMs,
  parseFileLimit,
  parseListeningSockets,
  parseLockLimit,
  parseProcessStat,
  parseSigusr1,
} from '../../../../src/platform/processes/procfs.js';

const statTail = '1 4242 4242 0 -1 4194304 1 0 0 0 5 2 0 0 20 0 11 0 987654 1000 200';

describe('parseProcessStat', () => {
  it('reads past a command with spaces and parentheses', () => {
    expect(parseProcessStat(`4243 (a (b) c) S ${statTail}`)).to.deep.equal({
      pid: 4243,
      parentPid: 1,
      sessionId: 4242,
      isZombie: false,
      startTicks: 987654,
    });
  });

  it('tells a zombie', () => {
    expect(parseProcessStat(`4243 (node) Z ${statTail}`)?.isZombie).to.equal(true);
  });

  it('gives null for what is not a stat line', () => {
    expect(parseProcessStat('')).to.equal(null);
  });
});

describe('parseCpuMs', () => {
  it('adds user and kernel mode, in hundredths of a second', () => {
    expect(parseCpuMs(`4243 (a (b) c) S ${statTail}`)).to.equal(70);
  });

  it('gives null for what is not a stat line', () => {
    expect(parseCpuMs('')).to.equal(null);
  });
});

describe('parseFileLimit', () => {
  it('gives the soft limit', () => {
    expect(
      parseFileLimit('Max processes  10 20 processes\nMax open files            1024    524288    files\n'),
    ).to.equal(1024);
  });

  it('gives null for unlimited', () => {
    expect(parseFileLimit('Max open files            unlimited    unlimited    files\n')).to.equal(null);
  });
});

describe('parseLockLimit', () => {
  it('gives the soft limit, and null for unlimited', () => {
    expect(parseLockLimit('Max file size  1 2 bytes\nMax file locks   123456789012345   unlimited   locks\n')).to.equal(
      123_456_789_012_345,
    );
    expect(parseLockLimit('Max file locks            unlimited            unlimited            locks\n')).to.equal(
      null,
    );
  });
});

describe('parseSigusr1', () => {
  const status = (ignored: string, caught: string): string =>
    `SigBlk:\t0000000000000000\nSigIgn:\t${ignored}\nSigCgt:\t${caught}\n`;

  it('tells whether the signal would end the process', () => {
    expect(parseSigusr1(status('0000000001001000', '0000000100004602'))).to.equal('caught');
    expect(parseSigusr1(status('0000000001001200', '0000000100004402'))).to.equal('ignored');
    expect(parseSigusr1(status('0000000001001000', '0000000100004402'))).to.equal('deadly');
  });
});

describe('parseListeningSockets', () => {
  it('keeps sockets in state LISTEN, of both families', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0',
      '   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 112 1 0',
      '   2: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 113 1 0',
    ].join('\n');
    expect(parseListeningSockets(table)).to.deep.equal([
      { port: 8080, inode: '111' },
      { port: 80, inode: '113' },
    ]);
  });
});
