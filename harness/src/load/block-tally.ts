import type { RequestTemplate } from '../model/endpoint.js';
import type { LoadBlock, LoadResult } from '../model/load.js';
import { connectionClosedText, socketErrorText, timeoutText, unexpectedStatusText } from './failure-text.js';
import { createLatencyHistogram } from './latency-histogram.js';

type UnitOutcome = 'ok' | 'unexpected' | 'error' | 'timeout';

/** One pass through the endpoint's steps. Its first failing step decides its outcome. */
export interface Unit {
  readonly n: number;
  outcome: UnitOutcome;
  isNon2xx: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly latencyMs: number;
}

/** Hands out the units of one block, each once, and counts what became of them. */
export interface BlockTally {
  /** The next unit to send, or null when the block has no more (or was told to stop). */
  claimUnit(): Unit | null;
  answered(unit: Unit, step: RequestTemplate, answer: Answer): void;
  /** The connection failed; `null` when it was closed without an error. */
  failed(unit: Unit, step: RequestTemplate, error: Error | null): void;
  timedOut(unit: Unit, step: RequestTemplate): void;
  /** Every step of the unit has been tried. A unit that an abort cuts short never gets here and counts as sent only. */
  endUnit(unit: Unit): void;
  /** No unit is handed out any more. */
  close(): void;
  isClosed(): boolean;
  result(durationMs: number): LoadResult;
}

export function createBlockTally(block: LoadBlock): BlockTally {
  const outcomes: Record<UnitOutcome, number> = { ok: 0, unexpected: 0, error: 0, timeout: 0 };
  const statuses = new Map<number, number>();
  const latencies = createLatencyHistogram();
  let sent = 0;
  let non2xx = 0;
  let answers = 0;
  let firstFailure: string | null = null;
  let isClosed = false;

  const fail = (unit: Unit, outcome: UnitOutcome, text: string): void => {
    if (unit.outcome === 'ok') unit.outcome = outcome;
    firstFailure ??= text;
  };

  return {
    claimUnit() {
      if (isClosed || sent >= block.requests) return null;
      const unit: Unit = { n: block.firstN + sent, outcome: 'ok', isNon2xx: false };
      sent += 1;
      return unit;
    },
    answered(unit, step, { status, body, latencyMs }) {
      answers += 1;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      latencies.record(latencyMs);
      if (status < 200 || status > 299) unit.isNon2xx = true;
      if (!isExpected(step, status)) fail(unit, 'unexpected', unexpectedStatusText(nameOf(step), status, body));
    },
    failed: (unit, step, error) =>
      fail(unit, 'error', error === null ? connectionClosedText(nameOf(step)) : socketErrorText(nameOf(step), error)),
    timedOut: (unit, step) => fail(unit, 'timeout', timeoutText(nameOf(step), block.timeoutMs)),
    endUnit(unit) {
      outcomes[unit.outcome] += 1;
      if (unit.isNon2xx) non2xx += 1;
    },
    close() {
      isClosed = true;
    },
    isClosed: () => isClosed,
    result: (durationMs) => ({
      sent,
      ok: outcomes.ok,
      non2xx,
      unexpected: outcomes.unexpected,
      errors: outcomes.error,
      timeouts: outcomes.timeout,
      requestsPerSecond: durationMs > 0 ? (answers / durationMs) * 1000 : 0,
      durationMs,
      latencyMs: {
        p50: latencies.quantileMs(0.5),
        p95: latencies.quantileMs(0.95),
        p99: latencies.quantileMs(0.99),
        max: latencies.maxMs(),
      },
      statuses: Object.fromEntries(statuses),
      firstFailure,
    }),
  };
}

const isExpected = ({ expectStatus: [from, to] }: RequestTemplate, status: number): boolean =>
  status >= from && status <= to;

const nameOf = ({ method, path }: RequestTemplate): string => `${method} ${path}`;
