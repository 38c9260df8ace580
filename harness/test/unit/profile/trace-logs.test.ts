import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { watchTraceLogs } from '../../../src/profile/trace-logs.js';

describe('watchTraceLogs', () => {
  let folder: string;
  const write = (name: string): void => writeFileSync(path.join(folder, name), '');

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'trace-logs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('removes the logs that came since, and nothing else', () => {
    write('server.log');
    write('isolate0x5a1-7-7-v8.log');
    const logs = watchTraceLogs(folder);
    write('node_trace.1.log');
    write('isolate0x5a1-8-8-v8.log');
    write('notes.txt');
    logs.remove();
    expect(readdirSync(folder)).to.have.members(['server.log', 'isolate0x5a1-7-7-v8.log', 'notes.txt']);
  });

  it('refuses to start where clinic would take a log of someone else', () => {
    write('node_trace.3.log');
    expect(() => watchTraceLogs(folder)).to.throw(/node_trace\.3\.log.*Move or delete/);
  });
});
