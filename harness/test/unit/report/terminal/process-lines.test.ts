import { expect } from 'chai';
import type { ProcessResult } from '../../../../src/model/result.js';
import { formatProcesses } from '../../../../src/report/terminal/process-lines.js';
import { createStyle } from '../../../../src/report/terminal/style.js';
import { createFakeOutput } from '../../../fixtures/report/fake-output.js';

const output = createFakeOutput();
const style = createStyle(output, output.stdout);
const still = (value: number) => ({ start: value, end: value, peak: value });

const processOf = (label: string, details: Partial<ProcessResult> = {}): ProcessResult => ({
  pid: 1,
  label,
  role: 'worker',
  isFromStart: true,
  isAtEnd: true,
  metrics: { rssBytes: still(50_000_000), fds: still(20) },
  ...details,
});

describe('formatProcesses', () => {
  it('has a row for each process, with what changed and how high it was', () => {
    const grown = { rssBytes: still(50_000_000), fds: { start: 20, end: 30, peak: 41 } };
    expect(formatProcesses([processOf('master'), processOf('worker 1', { metrics: grown })], style)).to.deep.equal([
      '  process   RSS      fds',
      '  master    50.0 MB  20',
      '  worker 1  50.0 MB  20 → 30 (41)',
    ]);
  });

  it('says who ended and who came, and what could not be read', () => {
    const lines = formatProcesses(
      [
        processOf('worker 1', { isAtEnd: false }),
        processOf('worker 2', { isFromStart: false, metrics: { rssBytes: still(1_000_000) } }),
        processOf('worker 3', { isFromStart: false, isAtEnd: false }),
      ],
      style,
    );
    expect(lines[1]).to.match(/^ {2}worker 1 .* ended$/);
    expect(lines[2]).to.match(/^ {2}worker 2 +1.0 MB +- +came later$/);
    expect(lines[3]).to.match(/^ {2}worker 3 .* came and ended$/);
  });

  it('is silent about a single process, and short about very many', () => {
    expect(formatProcesses([processOf('node')], style)).to.deep.equal([]);
    const many = Array.from({ length: 20 }, (_, index) => processOf(`sleep ${index}`));
    const grown = { rssBytes: { start: 1, end: 900_000_000, peak: 900_000_000 } };
    const lines = formatProcesses([...many, processOf('the one', { metrics: grown })], style);
    expect(lines).to.have.length(1 + 16 + 1);
    expect(lines.at(-1)).to.equal('  and 5 more in result.json');
    expect(lines.join('\n')).to.include('the one');
  });
});
