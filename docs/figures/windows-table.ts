import { formatBytes, formatCount } from '../../harness/src/report/format/number.js';
import type { Recordings } from './record-runs.js';
import { heapWindows } from './windows.js';

const rows = [
  { run: 'warmUp', what: 'work done once for each of 3,000 items', answer: 'is over: not a leak' },
  { run: 'cache', what: 'a cache of 5,000 entries', answer: 'is full: not a leak' },
  { run: 'clean', what: 'compresses each answer', answer: 'was none: not a leak' },
  { run: 'leak', what: 'an array nobody empties', answer: '**goes on: a leak**' },
] as const;

/** The windows of docs/method.md as a Markdown table. */
export function windowsTable(recordings: Recordings): string {
  const lines = rows.map(({ run, what, answer }) => {
    const windows = heapWindows(recordings[run]);
    const cells = windows.map(
      ({ requests, bytesPerRequest }) =>
        `${formatBytes(bytesPerRequest).replace('-', '−')} over ${formatCount(requests)}`,
    );
    return `| ${[what, ...cells, answer].join(' | ')} |`;
  });
  return [
    '| | growth per request, over so many requests | over the next | over the next | |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
