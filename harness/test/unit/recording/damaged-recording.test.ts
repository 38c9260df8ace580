import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { readRecording } from '../../../src/recording/read-recording.js';
import { failureOf } from '../../fixtures/services/failure-of.js';
import { recordingLines } from '../../support/fuzz/seeds.js';

type Line = Record<string, unknown>;
const lines = recordingLines as readonly Line[];
const numberOf = (type: string): number => lines.findIndex((line) => line.type === type) + 1;

describe('a damaged recording', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-damaged-'));
  const file = path.join(folder, 'recording.ndjson');
  after(() => rmSync(folder, { recursive: true }));

  const write = (changed: readonly unknown[], separator = '\n'): void =>
    writeFileSync(file, changed.map((line) => JSON.stringify(line)).join(separator));

  const withChange = (type: string, change: Line): readonly unknown[] =>
    lines.map((line, index) => (index === numberOf(type) - 1 ? { ...line, ...change } : line));

  const refused: readonly (readonly [type: string, change: Line, words: string])[] = [
    ['floor', { metrics: { fds: 'many' } }, '"metrics.fds" should be a number; saw "many"'],
    ['floor', { metrics: { fds: -4 } }, '"metrics.fds" should be 0 or more; saw -4'],
    ['floor', { metrics: { toString: 4 } }, 'should be a name that not every object has'],
    ['floor', { index: 7 }, '"index" should be 0; saw 7'],
    ['floor', { target: 'stranger' }, '"target" should be a target of the header; saw "stranger"'],
    ['floor', { settled: undefined }, '"settled" should be true or false; saw nothing'],
    ['block', { load: null }, '"load" should be an object; saw null'],
    ['block', { endpoint: 'GET /nowhere' }, '"endpoint" should be an endpoint of its target'],
    ['block', { floorAfter: 1e9 }, '"floorAfter" should be the index of a floor before it'],
    ['block', { floorBefore: 5_000 }, '"floorBefore" should be less than "floorAfter"'],
    ['block', { startMs: 1e9 }, '"endMs" should be "startMs", 1000000000, or more'],
    ['block', { endMs: 1e9 }, 'or less, when its second floor was read; saw 1000000000'],
    ['block', { phase: '\u001b[31m' }, 'saw "\\u001b[31m"'],
    ['evidence', { origins: [{}] }, '"origins[0].kind" should be'],
    ['sample', { pools: 'x'.repeat(900) }, `saw "${'x'.repeat(60)}…"`],
    ['target-start', { limits: {} }, '"limits.connections" should be an object; saw nothing'],
    ['sessions', { states: [7] }, '"states[0]" should be an object; saw 7'],
    ['event', { type: 'header' }, '"type" should be the type of a line after the header'],
  ];
  for (const [type, change, words] of refused) {
    it(`is refused with line, field and value: ${words}`, async () => {
      write(withChange(type, change));
      const error = await failureOf(readRecording(file));
      expect(error).to.have.property('code', 'RECORDING_UNREADABLE');
      expect(error.message)
        .to.include(`Line ${numberOf(type)} of ${file}`)
        .and.include(words);
    });
  }

  const lastOf = (type: string): number => lines.findLastIndex((line) => line.type === type);
  const backwards: readonly (readonly [type: string, change: Line, words: string])[] = [
    ['floor', { atMs: 0 }, '"atMs" should be'],
    ['floor', { requests: 0 }, '"requests" should be'],
    ['block', { startMs: 0 }, '"startMs" should be'],
  ];
  for (const [type, change, words] of backwards) {
    it(`is refused where it runs backwards: ${words}`, async () => {
      write(lines.map((line, index) => (index === lastOf(type) ? { ...line, ...change } : line)));
      expect((await failureOf(readRecording(file))).message).to.include(words);
    });
  }

  it('is refused where a block has more good answers than requests', async () => {
    const { load } = lines[numberOf('block') - 1] as { load: { sent: number } };
    write(withChange('block', { load: { ...load, ok: load.sent + 1 } }));
    expect((await failureOf(readRecording(file))).message).to.include(
      '"load" should be of at most 1 good answers, its "sent"; saw 2',
    );
  });

  it('is refused when two targets have the same name', async () => {
    const [header] = lines;
    const { targets } = header as { targets: readonly unknown[] };
    write(withChange('header', { targets: [...targets, ...targets] }));
    expect((await failureOf(readRecording(file))).message).to.include(
      '"targets[1].name" should be the name of one target',
    );
  });

  it('counts blank lines', async () => {
    write(withChange('floor', { index: 7 }), '\n\n');
    expect((await failureOf(readRecording(file))).message).to.include(`Line ${2 * numberOf('floor') - 1} of`);
  });

  it('is no damage when a newer Leakline added fields and types of lines', async () => {
    write(lines);
    const original = await readRecording(file);
    write([...lines.map((line) => ({ ...line, newer: { added: true } })), { type: 'toString' }, { type: 'newer' }]);
    expect(await readRecording(file)).to.deep.equal(original);
  });

  it('is no damage when an editor wrote it with a byte order mark and CRLF', async () => {
    write(lines);
    const original = await readRecording(file);
    writeFileSync(file, `\ufeff${lines.map((line) => JSON.stringify(line)).join('\r\n')}`);
    expect(await readRecording(file)).to.deep.equal(original);
  });

  it('is refused when it is a device, which may never end, or a folder', async () => {
    expect((await failureOf(readRecording('/dev/zero'))).message).to.include('it is a device');
    expect((await failureOf(readRecording(folder))).message).to.include('folder');
  });
});
