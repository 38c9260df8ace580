import type { MetricBlock } from '../../harness/src/analysis/endpoint-blocks.js';
import { lastTwoDoublings } from '../../harness/src/analysis/judge/doubling-windows.js';
import { judgeBytes } from '../../harness/src/analysis/judge/judge-bytes.js';
import type { MetricJudgement } from '../../harness/src/analysis/judge/metric-judgement.js';
import { anytimePValueAbove, atAnyTime, falseVerdict } from '../../harness/src/analysis/statistics/anytime-rate.js';
import { type GrowthRate, growthRate, pValueAbove } from '../../harness/src/analysis/statistics/growth-rate.js';
import { holmRejections } from '../../harness/src/analysis/statistics/holm.js';
import { levelSlope } from '../../harness/src/analysis/statistics/level-slope.js';
import { byteBlocks, byteNoises, tolerance } from './byte-series.js';

/** Two-sided, of the interval for a single look, by which memory was judged until 2026-11-29, and of the family then. */
const confidence = 0.99;
const fewestBlocks = 5;

interface Look {
  readonly single: GrowthRate;
  readonly judgement: MetricJudgement;
}

/** What is known after each block; nothing while there are too few. */
function* looksAt(blocks: readonly MetricBlock[]): Generator<Look | null> {
  const context = { tolerance, isHeadroomSpent: false, hasFreshInput: false, isOver: false };
  for (let seen = 1; seen <= blocks.length; seen++) {
    const sofar = blocks.slice(0, seen);
    const recent = lastTwoDoublings(sofar);
    const single = levelSlope(recent, confidence) ?? growthRate(recent, confidence);
    const isEnough = recent.length >= fewestBlocks && single !== null;
    yield isEnough ? { single, judgement: judgeBytes('heapUsedBytes', sofar, context) } : null;
  }
}

const isAccused = ({ verdict }: MetricJudgement): boolean => verdict === 'leaking';

/** What may happen at a look: by the interval for one look, by that for every look, and by the judge as it is. */
const events = {
  'one look: below': ({ single }) => single.high < tolerance,
  'one look: above': ({ single }) => single.low > tolerance,
  'every look: below': ({ single }) => atAnyTime(single).high < tolerance,
  'every look: above': ({ single }) => atAnyTime(single).low > tolerance,
  cleared: ({ judgement }) => judgement.verdict === 'clean',
  accused: ({ judgement }) => isAccused(judgement),
} as const satisfies Record<string, (look: Look) => boolean>;

type EventName = keyof typeof events;
const eventNames = Object.keys(events) as readonly EventName[];

const percent = (count: number, runs: number): string => ((100 * count) / runs).toFixed(1);
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

const noisesLike = (only: RegExp) => Object.entries(byteNoises).filter(([name]) => only.test(name));

function everSeen(blocks: readonly MetricBlock[]): ReadonlySet<EventName> {
  const seen = new Set<EventName>();
  for (const look of looksAt(blocks)) {
    if (look !== null) for (const name of eventNames) if (events[name](look)) seen.add(name);
  }
  return seen;
}

/** A Markdown table: share of runs in which each event ever happened, for rates at and beside the tolerance. */
export function studyBytesAtBoundary(runs: number, only: RegExp): string {
  const rows = noisesLike(only).flatMap(([name, noise]) =>
    [0.9, 1, 1.1].map((rate) => {
      const counts = new Map<EventName, number>();
      for (let seed = 1; seed <= runs; seed++) {
        for (const event of everSeen(byteBlocks(noise, rate, seed))) counts.set(event, (counts.get(event) ?? 0) + 1);
      }
      process.stderr.write('.');
      return [`${name}, ${rate.toFixed(1)} ×`, ...eventNames.map((event) => percent(counts.get(event) ?? 0, runs))];
    }),
  );
  return table(['Ever, % of runs', ...eventNames], rows);
}

/** Whom each rule accuses among endpoints that had the same number of blocks. */
const familyRules = {
  'one look, Holm at 1 %': (looks) => {
    const rejected = holmRejections(
      looks.map(({ single }) => pValueAbove(single, tolerance)),
      1 - confidence,
    );
    return looks.some(({ single }, index) => rejected[index] === true && single.low > tolerance);
  },
  'every look, Holm at 5 %': (looks) => {
    const pValues = looks.map(({ single }) => anytimePValueAbove(single, tolerance));
    return holmRejections(pValues, falseVerdict).includes(true);
  },
  'the judge': (looks) => {
    const pValues = looks.map(({ judgement }) => judgement.pValue ?? 1);
    const rejected = holmRejections(pValues, falseVerdict);
    return looks.some(({ judgement }, index) => rejected[index] === true && isAccused(judgement));
  },
} as const satisfies Record<string, (looks: readonly Look[]) => boolean>;

type FamilyRuleName = keyof typeof familyRules;
const familyRuleNames = Object.keys(familyRules) as readonly FamilyRuleName[];
const endpoints = 20;

function everAccused(family: readonly (readonly MetricBlock[])[]): ReadonlySet<FamilyRuleName> {
  const seen = new Set<FamilyRuleName>();
  const series = family.map((blocks) => [...looksAt(blocks)]);
  for (let at = 0; at < (series[0]?.length ?? 0); at++) {
    const looks = series.flatMap((each) => each[at] ?? []);
    if (looks.length > 0) for (const name of familyRuleNames) if (familyRules[name](looks)) seen.add(name);
  }
  return seen;
}

/** A Markdown table: share of targets of twenty endpoints in which any of them was ever accused. */
export function studyFamilyOfBytes(runs: number, only: RegExp): string {
  const rows = noisesLike(only).flatMap(([name, noise]) =>
    [0.5, 0.9, 1].map((rate) => {
      const counts = new Map<FamilyRuleName, number>();
      for (let seed = 1; seed <= runs; seed++) {
        const family = Array.from({ length: endpoints }, (_, index) =>
          byteBlocks(noise, rate, endpoints * seed + index),
        );
        for (const rule of everAccused(family)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
      }
      process.stderr.write('.');
      return [`${name}, ${rate.toFixed(1)} ×`, ...familyRuleNames.map((rule) => percent(counts.get(rule) ?? 0, runs))];
    }),
  );
  return table([`Any of ${endpoints} ever accused, % of targets`, ...familyRuleNames], rows);
}
