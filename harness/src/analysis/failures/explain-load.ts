import { endlessAnswer } from '../../model/load.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import type { LoadSummary } from '../judge/load-summary.js';
import { servicesOf } from '../services-of.js';
import { explainText } from './explain-text.js';

const refusals: Readonly<Record<number, string>> = {
  401: 'It wants to know who asks (401)',
  403: 'It refuses whoever asks like this (403)',
};

/** Answers that ask for a login, where most of what failed did. */
function explainStatus({ byStatus, failed }: LoadSummary): string | null {
  const [status] = Object.keys(refusals)
    .map(Number)
    .filter((each) => (byStatus[each] ?? 0) > failed / 2);
  if (status === undefined) return null;
  return (
    `${refusals[status]}: send a token in \`headers\`, or log in with \`setup\` (once) or \`before\` (once for each ` +
    'client). How: docs/auth.md.'
  );
}

/**
 * Of one event loop. Higher: beside other work on the machine a service that only computes is not recognised. Lower: it is
 * said of one that waits for half of the time.
 */
const busyShare = 0.7;

/** Requests that were late because the target computed all the while, and waited for nothing. */
function explainTimeouts(recording: TargetRecording, endpoint: string, { timeouts }: LoadSummary): string | null {
  if (timeouts === 0) return null;
  const late = endpointBlocks(recording, endpoint).map(({ block }) => block);
  const shares = late
    .filter(({ load, cpu }) => load.timeouts > 0 && cpu !== undefined)
    .map(({ cpu, startMs, endMs }) => (cpu?.targetMs ?? 0) / Math.max(1, endMs - startMs));
  const least = Math.min(...shares);
  if (shares.length === 0 || least < busyShare) return null;
  return (
    `The service does not wait, it computes (${Math.round(100 * least)} % of the time). Lower \`connections\`, or wait ` +
    'longer with `requestTimeoutMs`; `npx leakline profile flame` shows what it computes.'
  );
}

const explainEndless = ({ firstFailure }: LoadSummary): string | null =>
  firstFailure?.includes(endlessAnswer) === true
    ? "An answer that goes on for ever (server-sent events, a stream) is driven with `abort: 'response'`: the client " +
      'hangs up once it has begun.'
    : null;

/** Only what the service itself said: an error of our own client names its own address. */
const answerOf = ({ firstFailure }: LoadSummary): string =>
  firstFailure !== null && / answered \d{3}: /.test(firstFailure) ? firstFailure : '';

/** Why requests failed, and what to set; null where nothing tells. */
export function explainLoad(recording: TargetRecording, endpoint: string, load: LoadSummary): string | null {
  if (load.failed === 0) return null;
  return (
    explainText(answerOf(load), servicesOf(recording)) ??
    explainStatus(load) ??
    explainEndless(load) ??
    explainTimeouts(recording, endpoint, load)
  );
}
