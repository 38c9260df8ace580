import type { CheckOutcome, DoctorReport } from '../../model/doctor.js';
import { formatTolerance } from '../format/growth.js';
import { metricWords } from '../format/metric-words.js';
import { toPrintable } from '../format/printable.js';
import type { Output } from '../output.js';
import { createStyle } from '../terminal/style.js';

const moods = { ok: 'clean', warn: 'inconclusive', unsure: 'inconclusive', fail: 'leaking' } as const;

const words = { ok: 'ok', warn: 'note', unsure: 'unsure', fail: 'wrong' } as const satisfies Record<
  CheckOutcome,
  string
>;

const endings = {
  0: 'Leakline can be trusted here',
  2: 'Leakline works here, but could not decide everything: more time or a quieter machine helps, unless a line gives another reason',
  3: 'Leakline cannot be trusted here',
} as const satisfies Record<DoctorReport['exitCode'], string>;

const endingMoods = { 0: 'clean', 2: 'inconclusive', 3: 'leaking' } as const;

/** What was found, line by line, and the smallest leak that this machine can show. */
export function formatDoctor({ checks, resolutions, seconds, exitCode }: DoctorReport, output: Output): string {
  const style = createStyle(output, output.stdout);
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map(({ name, outcome, text }) => {
    const word = style.paint(moods[outcome], words[outcome].padEnd('unsure'.length));
    return `${word}  ${name.padEnd(width)}  ${style.text(toPrintable(text))}`;
  });
  const resolved = resolutions.map(({ metric, unit, perRequest }) => {
    const smallest = perRequest === 0 ? 'any' : `${formatTolerance(perRequest, unit)}/request`;
    return `  ${metricWords(metric, 2).padEnd(28)} ${smallest}`;
  });
  return [
    ...lines,
    '',
    style.bold(`Smallest leak that can be seen here, in ${seconds} s for two endpoints:`),
    ...(resolved.length === 0 ? ['  no leak could be seen'] : resolved),
    '',
    `${style.paint(endingMoods[exitCode], endings[exitCode])} ${style.dim(`(exit code ${exitCode})`)}`,
    '',
  ].join('\n');
}
