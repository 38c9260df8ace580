import { heading, row } from '../accuracy/numbers.js';
import type { Outcome } from './outcome.js';

const line = ({ name, endpoints, verdicts, judgement, seconds, timeouts, requests }: Outcome): string => {
  const { clean, leaking, inconclusive, failed } = verdicts;
  return row(name, endpoints, clean, leaking, inconclusive, failed, judgement, seconds.toFixed(1), timeouts, requests);
};

const columns = ['endpoints', 'clean', 'leaking', 'inconclusive', 'failed', 'verdict', 's', 'timeouts', 'requests'];

/** A row for each service, as Markdown. */
export function formatTable(outcomes: readonly Outcome[]): string {
  return [...heading('service', ...columns), ...outcomes.map(line)].join('\n');
}

/** One outcome as text: how it went, and each endpoint that was not called what it is. */
export function describeOutcome(outcome: Outcome): string {
  const { name, endpoints, verdicts, judgement, misses, seconds, timeouts, requests, failure } = outcome;
  const counts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  const effort = `${seconds.toFixed(1)} s, ${timeouts} timeouts, ${requests} requests`;
  return [
    `${judgement.padEnd(9)} ${name}, endpoints ${endpoints}: ${counts.join(', ')}; ${effort}`,
    ...misses.map(({ endpoint, verdict, metric, advice }) =>
      `  ${endpoint}: ${verdict}${metric === null ? '' : ` (${metric})`}. ${advice}`.trimEnd(),
    ),
    ...(failure === null ? [] : [`  ${failure}`]),
  ].join('\n');
}
