import { formatCount, formatMs } from '../shared/page/html.js';
import { isQueueing, type LabResult, type Spread, spreadOf } from './lab-result.js';
import type { Picture } from './take-picture.js';

/** The result as text, a paragraph for each part of the lab. */
export function formatResult(result: LabResult): string {
  return [
    ...formatContests(result),
    ...formatPictures(result),
    ...formatTimeouts(result),
    ...formatSizing(result),
    ...formatNamedLine(result),
  ].join('\n');
}

const formatRatios = ({ lowest, median, highest }: Spread): string =>
  `${median.toFixed(1)} × (${lowest.toFixed(1)} to ${highest.toFixed(1)})`;

const formatContests = ({ contests }: LabResult): readonly string[] => [
  'With a pool against a connection per request:',
  ...contests.map(({ title, pairs, withoutParts: { connectMs, queryMs, closeMs } }) => {
    const latency = formatRatios(spreadOf(pairs, 'latencyRatio'));
    const throughput = formatRatios(spreadOf(pairs, 'throughputRatio'));
    const parts = [connectMs, queryMs, closeMs].map((ms) => ms.toFixed(1)).join(' + ');
    return `  ${title}: p50 ${latency}, throughput ${throughput}; without: connect, query, close ${parts} ms`;
  }),
];

function formatPictures({ life, parameters, exhaustion }: LabResult): readonly string[] {
  const remarks = parameters.flatMap((study) => study.remarks.map((remark) => `  ${remark}`));
  const pictures = [
    life,
    ...parameters.flatMap((study) => study.pictures),
    ...exhaustion.exhausted,
    ...exhaustion.starved,
  ];
  return ['', 'What pools did:', ...pictures.map(formatPicture), ...remarks];
}

function formatPicture({ title, summary }: Picture): string {
  const { served, failed, stillWaiting, longestWaitMs, opened, closed, peakBusy, serverAtEnd, errors } = summary;
  const unserved = `${failed} failed, ${stillWaiting} still waiting`;
  const told = errors.map((error) => ` ("${error}")`).join('');
  const connections = `${opened} opened, ${closed} closed, ${peakBusy} in use at most, ${serverAtEnd} on the server at the end`;
  return `  ${title}: ${served} served, ${unserved}${told}, longest wait ${formatMs(longestWaitMs)}; ${connections}`;
}

const formatTimeouts = ({ timeouts, failedQueries }: LabResult): readonly string[] => [
  '',
  'A statement that is too slow:',
  ...timeouts.map(({ title, error, toldMs, serverDoneMs, isConnectionKept, nextQueryMs, nextError }) => {
    const connection = isConnectionKept ? 'kept' : 'closed';
    return `  ${title}: "${error}" after ${formatMs(toldMs)}, server done after ${formatMs(serverDoneMs)}, connection ${connection}, next query ${nextError === null ? 'answered' : `"${nextError}"`} after ${formatMs(nextQueryMs)}`;
  }),
  ...failedQueries.map(
    ({ title, error, isConnectionKept }) =>
      `  ${title}: "${error}", connection ${isConnectionKept ? 'kept' : 'closed'}`,
  ),
];

const formatSizing = ({ sizing }: LabResult): readonly string[] => [
  '',
  `Size: ${sizing.arrivalsPerSecond.toFixed(0)} per second × ${sizing.heldMs.toFixed(1)} ms = ${sizing.littleConnections.toFixed(1)} in use; advice ${sizing.advised}`,
  ...sizing.runs.map((run) => {
    const waits = `mean wait ${run.meanWaitMs.toFixed(1)} ms, p95 latency ${formatMs(run.p95LatencyMs)}`;
    return `  max ${run.max}: ${formatCount(run.servedPerSecond)} served/s, ${waits}, ${run.meanBusy.toFixed(1)} in use on average${isQueueing(run) ? ', queues' : ''}`;
  }),
];

const formatNamedLine = ({ namedLine }: LabResult): readonly string[] =>
  namedLine === null ? [] : ['', 'Leakline on a service that forgets release():', namedLine.text];
