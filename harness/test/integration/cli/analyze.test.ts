import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { RunResult } from '../../../src/model/result.js';
import { analyzeFile } from '../../../src/run/files/analyze-file.js';
import { createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';
import { failureOf } from '../../fixtures/services/failure-of.js';

describe('leakline analyze with a file that is no whole recording', () => {
  const sandbox = createSandbox();
  let recording: string;
  after(() => sandbox.remove());

  before(async () => {
    sandbox.configure({ command: server('leaks-descriptors') });
    await sandbox.run(['run', '--no-html']);
    recording = readFileSync(path.join(sandbox.runFolder(), 'recording.ndjson'), 'utf8');
  });

  const analyze = (text: string, ...more: readonly string[]) =>
    sandbox.run(['analyze', sandbox.write('given.ndjson', text), ...more]);

  const lines = (change: (lines: string[]) => void): string => {
    const changed = recording.split('\n');
    change(changed);
    return changed.join('\n');
  };

  const refusals: readonly (readonly [what: string, text: () => string, words: string])[] = [
    ['is empty', () => '', 'is not a Leakline recording'],
    [
      'is a result.json',
      () => readFileSync(path.join(sandbox.runFolder(), 'result.json'), 'utf8'),
      'is not a Leakline recording',
    ],
    [
      'is of another version',
      () => recording.replace(/"schemaVersion":\d+/, '"schemaVersion":99'),
      'has recording version 99',
    ],
    ['has half a header', () => lines((all) => all.splice(0, 1, '{"type":"header","schemaVersion":1}')), 'Line 1 of'],
    ['is damaged in the middle', () => lines((all) => all.splice(3, 1, '{"type":"floor","tar')), 'Line 4 of'],
    ['holds foreign lines', () => lines((all) => all.splice(3, 0, 'null')), 'Line 4 of'],
  ];

  for (const [what, text, words] of refusals) {
    it(`refuses one that ${what}`, async () => {
      const error = await failureOf(analyzeFile(sandbox.write('given.ndjson', text())));
      expect(error.message).to.include(words).and.include('given.ndjson');
      expect(error).to.have.property('code', 'RECORDING_UNREADABLE');
    });
  }

  it('says so on stderr alone', async () => {
    const { exitCode, stdout, stderr } = await analyze('{"type":"floor"}', '--json');
    expect(stderr).to.include('is not a Leakline recording').and.include('RECORDING_UNREADABLE');
    expect([exitCode, stdout]).to.deep.equal([4, '']);
  });

  it('refuses one that does not exist', async () => {
    const { exitCode, stderr } = await sandbox.run(['analyze', 'nowhere.ndjson']);
    expect(stderr).to.include('nowhere.ndjson').and.include('There is no run').and.include('RECORDING_UNREADABLE');
    expect(exitCode).to.equal(4);
  });

  it('judges one that was cut off in the middle of a line, and says so', async () => {
    const { stdout } = await analyze(recording.slice(0, Math.floor(recording.length * 0.6)), '--json');
    const { warnings, targets } = JSON.parse(stdout) as RunResult;
    expect(warnings.map(({ code }) => code)).to.deep.equal(['RECORDING_CUT']);
    const advice = targets.flatMap(({ endpoints }) => endpoints.map((endpoint) => endpoint.advice));
    expect(advice.join()).to.include('No end of the run is recorded').and.not.include('Raise budget');
  });

  it('never calls one clean of which little is left', async () => {
    const { exitCode } = await analyze(lines((all) => all.splice(6)));
    expect(exitCode).to.equal(2);
  });

  it('fails when the page that was asked for cannot be written', async () => {
    const page = path.join(sandbox.write('a-file', ''), 'report.html');
    const { exitCode, stderr } = await analyze(recording, '--html', page);
    expect(stderr).to.include(page).and.include('OUTPUT_UNWRITABLE');
    expect(exitCode).to.equal(3);
  });
});
