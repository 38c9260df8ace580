import { endlessAnswer } from '../../model/load.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import type { LoadSummary } from '../judge/load-summary.js';
import { servicesOf } from '../services-of.js';
import { explainText } from './explain-text.js';

const refusals: Readonly<Record<number, string>> = {
  401: 'The service wants to know who asks (401)',
  403: 'The service refuses such requests (403)',
};

/** What to do about answers that ask for a login, where most failed requests got one. */
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
 * Share of the time that one event loop is busy. Higher: on a busy machine a service that only computes is not
 * recognised. Lower: a service that waits for half of the time is said to compute.
 */
const busyShare = 0.7;

/** Says that requests were late because the target computed all the time and waited for nothing. */
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

/** Only what the service itself answered. An error of our own client would name its own address. */
const answerOf = ({ firstFailure }: LoadSummary): string =>
  firstFailure !== null && / answered \d{3}: /.test(firstFailure) ? firstFailure : '';

/** Why requests failed, and what to set; null where nothing tells it. */
export function explainLoad(recording: TargetRecording, endpoint: string, load: LoadSummary): string | null {
  if (load.failed === 0) return null;
  return (
    explainText(answerOf(load), servicesOf(recording)) ??
    explainStatus(load) ??
    explainEndless(load) ??
    explainTimeouts(recording, endpoint, load)
  );
}
