import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Expected, FaultCase, FaultGroup } from '../fault-case.js';
import { escaped, terminalEscape } from '../terminal-escape.js';
import { readSeconds, refused } from '../unreadable.js';

/** A recording of both twins and its result, as they were written. */
const recordingText = readFileSync(fileURLToPath(new URL('../files/recording.ndjson', import.meta.url)), 'utf8');
const resultText = readFileSync(fileURLToPath(new URL('../files/result.json', import.meta.url)), 'utf8');

interface Line {
  [field: string]: unknown;
}

const lines = (): Line[] =>
  recordingText
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const toText = (all: readonly unknown[]): string => `${all.map((line) => JSON.stringify(line)).join('\n')}\n`;

/** The recording with one line of this type changed. */
function withLine(type: string, change: (line: Line) => unknown): string {
  const all: unknown[] = lines();
  const index = (all as Line[]).findIndex((line) => line.type === type);
  all[index] = change(all[index] as Line);
  return toText(all);
}

/** The recording with all lines of this type changed. */
const withEvery = (type: string, change: (line: Line) => Line): string =>
  toText(lines().map((line) => (line.type === type ? change(line) : line)));

const analyze = (
  name: string,
  text: () => string | Buffer,
  expected: Expected = refused('RECORDING_UNREADABLE'),
): FaultCase => ({
  name: `analyze: ${name}`,
  expected,
  limitSeconds: readSeconds,
  arrange: (ground) => ({ args: ['analyze', ground.write('recording.ndjson', text())] }),
});

const result = (change: (result: Line) => unknown): string => JSON.stringify(change(JSON.parse(resultText) as Line));

const compare = (name: string, text: () => string, expected: Expected = refused('RESULT_UNREADABLE')): FaultCase => ({
  name: `compare: ${name}`,
  expected,
  limitSeconds: readSeconds,
  arrange: (ground) => ({
    args: ['compare', ground.write('before.json', resultText), ground.write('after.json', text())],
  }),
});

const targetsOf = (value: Line): Line[] => value.targets as Line[];
const firstTarget = (value: Line, change: Line): Line => ({
  ...value,
  targets: [{ ...targetsOf(value)[0], ...change }],
});

const recordings: readonly FaultCase[] = [
  analyze('whole', () => recordingText, { exit: [0] }),
  analyze('without its last line', () => toText(lines().slice(0, -1)), { exit: [0, 1, 2] }),
  analyze('cut in the middle of its last line', () => recordingText.slice(0, -20), { exit: [0, 1, 2] }),
  analyze('cut in the middle', () => recordingText.slice(0, recordingText.length / 2), { exit: [0, 1, 2] }),
  analyze('empty', () => ''),
  analyze('one line end', () => '\n'),
  analyze('binary', () => Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 97) % 256))),
  analyze('another JSON file', () => '{"name":"shop"}\n'),
  analyze('header alone', () => toText(lines().slice(0, 1)), { exit: [2, 3] }),
  analyze('header twice', () => toText([lines()[0], ...lines()])),
  analyze('type toString', () => withLine('floor', (line) => ({ ...line, type: 'toString' }))),
  analyze('type __proto__', () => withLine('floor', (line) => ({ ...line, type: '__proto__' }))),
  // An unknown type may be a newer Leakline's, and is passed over.
  analyze('type constructor', () => withLine('block', (line) => ({ ...line, type: 'constructor' })), { exit: [0, 2] }),
  analyze('a floor without metrics', () => withLine('floor', ({ metrics: _, ...line }) => line)),
  analyze('a floor without sockets', () => withLine('floor', ({ socketsByPeer: _, ...line }) => line)),
  analyze('a floor with null for sockets', () => withLine('floor', (line) => ({ ...line, socketsByPeer: null }))),
  analyze('a metric that is a word', () =>
    withLine('floor', (line) => ({ ...line, metrics: { heapUsedBytes: 'much' } })),
  ),
  analyze('a block without load', () => withLine('block', ({ load: _, ...line }) => line)),
  analyze('a block of an endpoint that is not there', () =>
    withLine('block', (line) => ({ ...line, endpoint: 'GET /nowhere' })),
  ),
  analyze('a block after a floor that is not there', () =>
    withLine('block', (line) => ({ ...line, floorBefore: 1e6, floorAfter: 1e6 + 1 })),
  ),
  analyze('a floor of a target that is not there', () => withLine('floor', (line) => ({ ...line, target: 'nobody' }))),
  analyze('a target-start without limits', () => withLine('target-start', ({ limits: _, ...line }) => line)),
  analyze('limits that are words', () =>
    withLine('target-start', (line) => ({ ...line, limits: { fileLimit: 'many' } })),
  ),
  analyze('a target-end without a reason', () => withLine('target-end', ({ reason: _, ...line }) => line)),
  analyze('a line that is an array', () => withLine('floor', () => [])),
  analyze('a line that is null', () => withLine('floor', () => null)),
  analyze('a line that is a number', () => withLine('floor', () => 7)),
  analyze('a deeply nested line', () =>
    recordingText.replace('\n', `\n${'['.repeat(100_000)}${']'.repeat(100_000)}\n`),
  ),
  analyze('version 99', () => withLine('header', (line) => ({ ...line, schemaVersion: 99 }))),
  analyze('a version with escapes', () => withLine('header', (line) => ({ ...line, schemaVersion: terminalEscape })), {
    ...refused('RECORDING_UNREADABLE'),
    saysNot: escaped,
  }),
  analyze('expect with escapes', () => withLine('header', (line) => firstTarget(line, { expect: terminalEscape })), {
    exit: [4],
    saysNot: escaped,
  }),
  analyze(
    'an endpoint name with escapes',
    () => recordingText.replaceAll('GET /api/database', `GET /api/${JSON.stringify(terminalEscape).slice(1, -1)}`),
    { exit: [0, 1, 2, 4], saysNot: escaped },
  ),
  analyze('targets that are no list', () => withLine('header', (line) => ({ ...line, targets: {} }))),
  analyze('settings without tolerances', () =>
    withLine('header', (line) => ({ ...line, settings: { ...(line.settings as Line), tolerances: null } })),
  ),
  analyze('floors that run backwards', () =>
    withEvery('floor', (line) => ({ ...line, atMs: 1e6 - Number(line.atMs) })),
  ),
  analyze('blocks that overlap', () => withEvery('block', (line) => ({ ...line, startMs: 0, endMs: 1e6 }))),
  analyze('blocks that end before they start', () =>
    withEvery('block', (line) => ({ ...line, startMs: line.endMs, endMs: line.startMs })),
  ),
  analyze('requests that are counted backwards', () =>
    withEvery('floor', (line) => ({ ...line, requests: 1e6 - Number(line.requests) })),
  ),
  analyze('in UTF-16', () => Buffer.from(`\ufeff${recordingText}`, 'utf16le')),
  analyze(
    'a hole in the middle',
    () => recordingText.slice(0, 20_000) + '\0'.repeat(4_096) + recordingText.slice(20_000),
  ),
  {
    name: 'analyze: a pipe that nobody writes to',
    expected: refused('RECORDING_UNREADABLE'),
    limitSeconds: readSeconds,
    arrange: () => ({ args: ['analyze', 'pipe.ndjson'], before: 'mkfifo pipe.ndjson;' }),
  },
  analyze('with a byte order mark and CRLF', () => `\ufeff${recordingText.replaceAll('\n', '\r\n')}`, { exit: [0, 4] }),
  {
    name: 'analyze: a folder',
    expected: refused('RECORDING_UNREADABLE'),
    limitSeconds: readSeconds,
    arrange: (ground) => ({ args: ['analyze', ground.folder] }),
  },
  {
    name: 'analyze: nothing there',
    expected: refused('RECORDING_UNREADABLE'),
    limitSeconds: readSeconds,
    arrange: () => ({ args: ['analyze', 'nowhere.ndjson'] }),
  },
  {
    name: 'analyze: 20,000 endpoints',
    expected: { exit: [0, 1, 2, 3] },
    limitSeconds: readSeconds,
    arrange: (ground) => {
      const [header] = lines();
      const name = String(targetsOf(header ?? {})[0]?.name);
      const endpoints = Array.from({ length: 20_000 }, (_, i) => `GET /${i}`);
      const target = { ...targetsOf(header ?? {})[0], expect: null, endpoints, freshInputs: [] };
      const rest = lines()
        .slice(1)
        .filter((line) => line.target === name);
      const blocks = rest.filter(
        ({ type }) => type === 'block' || type === 'floor' || type === 'target-start' || type === 'target-end',
      );
      const driven = blocks.map((line, index) =>
        line.type === 'block' && line.endpoint !== null ? { ...line, endpoint: endpoints[index] } : line,
      );
      return {
        args: ['analyze', ground.write('recording.ndjson', toText([{ ...header, targets: [target] }, ...driven]))],
      };
    },
  },
];

const results: readonly FaultCase[] = [
  compare('whole', () => resultText, { exit: [0] }),
  compare('empty', () => ''),
  compare('no JSON', () => 'x'),
  compare('null', () => 'null'),
  compare('another version', () => result((value) => ({ ...value, schemaVersion: 99 }))),
  compare('a target without endpoints', () => result((value) => firstTarget(value, { endpoints: undefined }))),
  compare('a target that is null', () => result((value) => ({ ...value, targets: [null] }))),
  compare('endpoints without metrics', () => result((value) => firstTarget(value, { endpoints: [{ id: 'GET /' }] }))),
  compare('an unknown verdict with escapes', () => result((value) => firstTarget(value, { verdict: terminalEscape })), {
    ...refused('RESULT_UNREADABLE'),
    saysNot: escaped,
  }),
  compare('budgets that are a number', () => result((value) => firstTarget(value, { budgets: 3 }))),
];

export const fileCases: readonly FaultGroup[] = [
  { title: 'recordings', cases: recordings },
  { title: 'results', cases: results },
];
