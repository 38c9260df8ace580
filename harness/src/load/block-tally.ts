import type { RequestTemplate } from '../model/endpoint.js';
import type { LoadBlock, LoadResult } from '../model/load.js';
import { createMask } from '../platform/secrets/create-mask.js';
import { secretsOfRequest } from '../platform/secrets/request-secrets.js';
import type { Answer } from './answer.js';
import {
  connectionClosedText,
  socketErrorText,
  timeoutText,
  unexpectedStatusText,
  unfillableText,
} from './failure-text.js';
import { createLatencyHistogram } from './latency-histogram.js';
import { isExpected, isTemplated, nameOf, type WireRequest } from './request-template.js';

type UnitOutcome = 'ok' | 'unexpected' | 'error' | 'timeout';

/** One pass through the endpoint's steps. The first step that fails decides its outcome. */
export interface Unit {
  readonly n: number;
  outcome: UnitOutcome;
  isNon2xx: boolean;
  /** Values that its answers gave so far. */
  captured: Readonly<Record<string, string>>;
}

/** A request of a unit as it was sent. The request is null when its template could not be filled in. */
export interface SentStep {
  readonly unit: Unit;
  readonly step: RequestTemplate;
  readonly request: WireRequest | null;
}

/** Hands out each unit of one block once, and counts what became of it. */
export interface BlockTally {
  /** The next unit to send. Null when the block has no more, or has been closed. */
  claimUnit(): Unit | null;
  answered(sent: SentStep, answer: Answer): void;
  /** The answer was 401, the client has logged in again, and the same request is sent once more. */
  refused(answer: Answer): void;
  /** The unit failed although its answers were as expected, e.g. because one lacks a value. */
  unusable(sent: SentStep, text: string): void;
  /** The request could not be filled in. */
  unfillable(sent: SentStep, error: unknown): void;
  /** The connection failed. The error is null when it was closed without one. */
  failed(sent: SentStep, error: Error | null): void;
  /** @param status status of an answer that began; null or absent when none did. */
  timedOut(sent: SentStep, status?: number | null): void;
  /**
   * Every step of the unit has been tried. A unit that an abort cuts short never gets here, and only counts as sent.
   */
  endUnit(unit: Unit): void;
  /** After this, no unit is handed out. */
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
  let logins = 0;
  let firstFailure: string | null = null;
  let isClosed = false;

  const fail = ({ unit, step, request }: SentStep, outcome: UnitOutcome, text: string): void => {
    if (unit.outcome === 'ok') unit.outcome = outcome;
    firstFailure ??= maskSent(step, request, text);
  };
  const count = ({ status, latencyMs }: Answer): void => {
    answers += 1;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    latencies.record(latencyMs);
  };

  return {
    claimUnit() {
      if (isClosed || sent >= block.requests) return null;
      const unit: Unit = { n: block.firstN + sent, outcome: 'ok', isNon2xx: false, captured: {} };
      sent += 1;
      return unit;
    },
    answered(sentStep, answer) {
      count(answer);
      const { unit, step } = sentStep;
      const { status, body } = answer;
      if (status < 200 || status > 299) unit.isNon2xx = true;
      if (!isExpected(step, status)) fail(sentStep, 'unexpected', unexpectedStatusText(nameOf(step), status, body));
    },
    refused(answer) {
      count(answer);
      logins += 1;
    },
    unusable: (sentStep, text) => fail(sentStep, 'unexpected', `${nameOf(sentStep.step)}: ${text}`),
    unfillable: (sentStep, error) => fail(sentStep, 'error', unfillableText(nameOf(sentStep.step), error)),
    failed: (sentStep, error) =>
      fail(
        sentStep,
        'error',
        error === null ? connectionClosedText(nameOf(sentStep.step)) : socketErrorText(nameOf(sentStep.step), error),
      ),
    timedOut: (sentStep, status = null) =>
      fail(sentStep, 'timeout', timeoutText(nameOf(sentStep.step), block.timeoutMs, status)),
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
      ...(logins === 0 ? {} : { logins }),
    }),
  };
}

/** Masks what was sent, because an answer may repeat it: captured values, and values that a function made. */
const maskSent = (step: RequestTemplate, request: WireRequest | null, text: string): string =>
  request === null || !isTemplated(step) ? text : createMask(secretsOfRequest(request)).text(text);
