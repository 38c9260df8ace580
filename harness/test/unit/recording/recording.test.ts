import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  type HeaderRecord,
  type Recording,
  type RecordLine,
  recordingSchemaVersion,
} from '../../../src/model/recording.js';
import { HarnessError } from '../../../src/platform/harness-error.js';
import { readRecording } from '../../../src/recording/read-recording.js';
import { createRecordingWriter } from '../../../src/recording/recording-writer.js';
import { leak } from '../../support/growth-functions.js';
import { leakedClient, simulatedService } from '../../support/simulated-servers.js';
import { simulateExperiment } from '../../support/synthetic-recording.js';

const { recording } = simulateExperiment(simulatedService({ 'GET /': leakedClient(leak(1)) }));

/** The lines of a recording in an order in which they could have been written. */
function linesOf({ targets, end }: Recording): Exclude<RecordLine, HeaderRecord>[] {
  const ofTargets = targets.flatMap(({ start, duration, floors, blocks, samples, events, end: targetEnd }) => [
    ...(start === null ? [] : [start]),
    ...floors,
    ...(duration === undefined ? [] : [duration]),
    ...blocks,
    ...samples,
    ...events,
    ...(targetEnd === null ? [] : [targetEnd]),
  ]);
  return end === null ? ofTargets : [...ofTargets, end];
}

async function refusalOf(file: string): Promise<HarnessError> {
  const outcome = await readRecording(file).catch((error: unknown) => error);
  if (!(outcome instanceof HarnessError)) throw new Error('The recording was not refused.');
  return outcome;
}

describe('a recording', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'leakline-recording-'));
    file = path.join(folder, 'recording.ndjson');
    const writer = createRecordingWriter(file, recording.header);
    for (const line of linesOf(recording)) writer.append(line);
    writer.close();
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read as it was written', async () => {
    expect(await readRecording(file)).to.deep.equal(recording);
  });

  it('can be judged while it grows, with or without a file', () => {
    const writer = createRecordingWriter(null, recording.header);
    const [first, second] = linesOf(recording);
    for (const line of [first, second]) if (line !== undefined) writer.append(line);
    const [target] = writer.current().targets;
    expect(target?.start).to.deep.equal(recording.targets[0]?.start);
    expect(target?.floors).to.have.length(1);
    writer.close();
  });

  it('survives a crash at any byte of its last line', async () => {
    const text = readFileSync(file, 'utf8').trimEnd();
    const lastLine = text.lastIndexOf('\n') + 1;
    for (const end of [lastLine, lastLine + 1, lastLine + 9, text.length - 1]) {
      writeFileSync(file, text.slice(0, end));
      expect(await readRecording(file), `cut at ${end}`).to.deep.equal({ ...recording, end: null });
    }
  });

  it('is refused when it is damaged in the middle, with the line', async () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[4] = lines[4]?.slice(0, 20) ?? '';
    writeFileSync(file, lines.join('\n'));
    const { code, message } = await refusalOf(file);
    expect(code).to.equal('RECORDING_UNREADABLE');
    expect(message).to.contain('Line 5 of').and.contain('is not JSON');
  });

  it('is refused when a line is JSON and no record', async () => {
    for (const stranger of ['{}', '[]', '7', 'null', '{"type":"floor","target":"simulated"}', '{"type":"header"}']) {
      const lines = readFileSync(file, 'utf8').split('\n');
      writeFileSync(file, [...lines.slice(0, 3), stranger, ...lines.slice(3)].join('\n'));
      const { message } = await refusalOf(file);
      expect(message, stranger).to.contain('Line 4 of').and.contain('is not a record');
      writeFileSync(file, lines.join('\n'));
    }
  });

  it('is refused in another version, naming both', async () => {
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(`"schemaVersion":${recordingSchemaVersion}`, '"schemaVersion":99'),
    );
    expect((await refusalOf(file)).message)
      .to.contain('version 99')
      .and.contain(`1, 2, ${recordingSchemaVersion}`);
  });

  it('of an earlier version is read as if it were written today', async () => {
    const { limits } = recording.targets[0]?.start ?? {};
    const { connections, ...others } = limits ?? {};
    const text = readFileSync(file, 'utf8')
      .replace(`"schemaVersion":${recordingSchemaVersion}`, '"schemaVersion":2')
      .replace(
        `"limits":${JSON.stringify(limits)}`,
        `"limits":${JSON.stringify({ pgMaxConnections: 97, redisMaxClients: null, ...others })}`,
      );
    const states = [{ state: 'idle', count: 3, overMinute: 1, longestSeconds: 70 }];
    const { name } = recording.targets[0]?.target ?? {};
    const sessions = { type: 'sessions', target: name, atMs: 9e6, states };
    const lines = text.trimEnd().split('\n');
    writeFileSync(file, [...lines.slice(0, -1), JSON.stringify(sessions), ...lines.slice(-1), ''].join('\n'));
    const [target] = (await readRecording(file)).targets;
    expect(target?.start?.limits).to.deep.equal({ connections: { postgres: 97 }, ...others });
    expect(target?.sessions).to.deep.equal([{ ...sessions, service: 'postgres' }]);
  });

  it('is refused when it is none', async () => {
    for (const text of ['', 'hello\nworld\n', '{"type":"floor"}\n{}\n', '[1]\n']) {
      writeFileSync(file, text);
      expect((await refusalOf(file)).message, text).to.contain('is not a Leakline recording');
    }
  });

  it('is refused when it is not there, with the path', async () => {
    const missing = path.join(folder, 'nothing.ndjson');
    expect((await refusalOf(missing)).message).to.contain(missing);
  });

  it('keeps lines of no target in the file and out of the targets', async () => {
    const writer = createRecordingWriter(file, recording.header);
    writer.append({ type: 'event', target: null, atMs: 1, code: 'SLOW_DISK', message: 'for all' });
    writer.close();
    expect((await readRecording(file)).targets[0]?.events).to.deep.equal([]);
    expect(readFileSync(file, 'utf8')).to.contain('SLOW_DISK');
  });
});
