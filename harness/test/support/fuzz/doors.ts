import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readBaseline } from '../../../src/config/baseline-file.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { ErrorCode } from '../../../src/platform/harness-error.js';
import { HarnessError } from '../../../src/platform/harness-error.js';
import { formatComparison } from '../../../src/report/comparison/format-comparison.js';
import { analyzeFile } from '../../../src/run/files/analyze-file.js';
import { compareFiles } from '../../../src/run/files/compare-files.js';
import { changed, changes, damaged, damages } from './mutate.js';
import { baselineSeed, configSeed, recordingLines, resultSeed } from './seeds.js';

/** Something that reads a file of users. */
export interface Door {
  readonly name: string;
  readonly fileName: string;
  /** Codes with which it may refuse a file. */
  readonly codes: readonly ErrorCode[];
  readonly contents: fc.Arbitrary<Buffer>;
  /** Takes the file, through all that is done with it. */
  open(file: string): Promise<unknown>;
}

/** What a damaged file of these values may hold: one of them changed, then the bytes damaged. */
function fileOf(values: readonly unknown[], separator: string): fc.Arbitrary<Buffer> {
  return fc
    .record({ index: fc.nat(values.length - 1), wanted: changes, damage: damages })
    .map(({ index, wanted, damage }) => {
      const lines = values.map((value, at) => JSON.stringify(at === index ? changed(value, wanted) : value) ?? '');
      return damaged(lines.join(separator), damage);
    });
}

/** Every type of line as often as any other: of most types there are few lines. */
export const damagedRecordings = fileOf(recordingLines, '\n');
const raw = fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes));
const orRaw = (contents: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc.oneof({ arbitrary: contents, weight: 40 }, { arbitrary: raw, weight: 1 });

async function judge(file: string): Promise<void> {
  const { document } = await analyzeFile(file);
  JSON.stringify(document());
}

async function compare(file: string): Promise<void> {
  const sound = path.join(path.dirname(file), 'sound.json');
  writeFileSync(sound, JSON.stringify(resultSeed));
  for (const [before, after] of [[file, sound] as const, [sound, file] as const]) {
    const comparison = await compareFiles(before, after);
    JSON.stringify(comparison);
    formatComparison(comparison, plainOutput);
  }
}

const plainOutput = {
  stdout: { write: () => true, isTTY: false, columns: 100, hasColors: false },
  stderr: { write: () => true, isTTY: false, columns: 100, hasColors: false },
} as unknown as Parameters<typeof formatComparison>[1];

async function configure(file: string): Promise<void> {
  const { config, configFile } = await loadConfig(file, path.dirname(file));
  resolveConfig(config, {}, { configFile, cwd: path.dirname(file), environment: {} });
}

export const doors: readonly Door[] = [
  {
    name: 'recordings',
    fileName: 'recording.ndjson',
    codes: ['RECORDING_UNREADABLE'],
    contents: orRaw(damagedRecordings),
    open: judge,
  },
  {
    name: 'results',
    fileName: 'result.json',
    codes: ['RESULT_UNREADABLE'],
    contents: orRaw(fileOf([resultSeed], '\n')),
    open: compare,
  },
  {
    name: 'configurations',
    fileName: 'leakline.config.json',
    codes: ['CONFIG_INVALID', 'CONFIG_THROWS', 'UNKNOWN_METRIC', 'UNKNOWN_ENDPOINT'],
    contents: orRaw(fileOf([configSeed], '\n')),
    open: configure,
  },
  {
    name: 'baselines',
    fileName: 'leakline.baseline.json',
    codes: ['BASELINE_UNREADABLE'],
    contents: orRaw(fileOf([baselineSeed], '\n')),
    open: readBaseline,
  },
];

/** Longer than any of these small files takes on a busy machine. */
const longestMs = 10_000;

const isPrintable = (message: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(message.replaceAll('\n', ' '));

/** Whether a door took the file or refused it as it should; throws otherwise. */
export async function knock(door: Door, file: string, contents: Buffer): Promise<'taken' | 'refused'> {
  writeFileSync(file, contents);
  const startedMs = performance.now();
  const outcome = await door.open(file).then(
    () => null,
    (error: unknown) => error,
  );
  const tookMs = performance.now() - startedMs;
  if (tookMs > longestMs) throw new Error(`It took ${tookMs} ms.`);
  if (outcome === null) return 'taken';
  if (!(outcome instanceof HarnessError)) throw outcome;
  if (!door.codes.includes(outcome.code)) throw new Error(`The code is ${outcome.code}.`, { cause: outcome });
  if (!isPrintable(outcome.message)) throw new Error(`Not printable: ${JSON.stringify(outcome.message)}`);
  return 'refused';
}
