import type { ExpectedNumber } from '../../model/invariant.js';
import type { LoadResult } from '../../model/load.js';
import type { TargetRecording } from '../../model/recording.js';

/** What the value should be, as counted from the blocks. */
export interface Expected {
  readonly value: number;
  /** How much more than `value` is also right. */
  readonly slack: number;
  /** Requests that it was counted from; null for a constant. */
  readonly requests: number | null;
}

function answers2xx({ statuses }: LoadResult): number {
  return Object.entries(statuses).reduce((sum, [status, count]) => sum + (/^2\d\d$/.test(status) ? count : 0), 0);
}

const count = { '2xx': answers2xx, ok: (load: LoadResult) => load.ok, sent: (load: LoadResult) => load.sent } as const;

/**
 * Counts what an invariant expects. A request that got no answer (the connection broke, or time ran out) may have done
 * its work or not, so each makes room for one more. Where all that were sent are counted, it is counted already.
 */
export function expectedNumber({ blocks }: TargetRecording, expected: ExpectedNumber): Expected {
  if (expected.kind === 'constant') return { value: expected.value, slack: 0, requests: null };
  const { endpoints, counted, times } = expected;
  const loads = blocks.flatMap(({ endpoint, load }) =>
    endpoint !== null && endpoints.includes(endpoint) ? [load] : [],
  );
  const sum = (pick: (load: LoadResult) => number): number => loads.reduce((total, load) => total + pick(load), 0);
  const unanswered = counted === 'sent' ? 0 : sum(({ errors, timeouts }) => errors + timeouts);
  return { value: times * sum(count[counted]), slack: times * unanswered, requests: sum(({ sent }) => sent) };
}
