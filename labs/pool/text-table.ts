import { formatCount, formatMs } from '../shared/page/html.js';
import { isQueueing, type LabResult, type Spread, spreadOf } from './lab-result.js';
import type { RequestCosts } from './libraries/read-scene-line.js';
import type { TimeoutFigures } from './studies/query-timeouts.js';
import type { Picture } from './take-picture.js';

/** The result as text, a paragraph for each part of the lab. */
export function formatResult(result: LabResult): string {
  return [
    ...formatContests(result),
    ...formatPictures(result),
    ...formatTimeouts(result),
    ...formatLibraries(result),
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
  ...timeouts.map(formatTimeout),
  ...failedQueries.map(
    ({ title, error, isConnectionKept }) =>
      `  ${title}: "${error}", connection ${isConnectionKept ? 'kept' : 'closed'}`,
  ),
];

function formatTimeout(figures: TimeoutFigures): string {
  const { title, error, toldMs, serverDoneMs, isConnectionKept, nextQueryMs, nextError } = figures;
  const connection = isConnectionKept ? 'kept' : 'closed';
  return `  ${title}: "${error}" after ${formatMs(toldMs)}, server done after ${formatMs(serverDoneMs)}, connection ${connection}, next query ${nextError === null ? 'answered' : `"${nextError}"`} after ${formatMs(nextQueryMs)}`;
}

function formatLibraries({ libraries: { results, missing } }: LabResult): readonly string[] {
  const texts = results.flatMap(({ versions, costs, studies, timeouts }) => [
    '',
    `${versions}:`,
    formatCosts(costs),
    ...studies.flatMap((study) => [...study.pictures.map(formatPicture), ...study.remarks.map((text) => `  ${text}`)]),
    ...timeouts.map(formatTimeout),
  ]);
  return missing === null ? texts : [...texts, '', missing];
}

const formatCosts = ({ connectMs, queryMs, closeMs, withoutP50Ms, withPoolP50Ms }: RequestCosts): string => {
  const parts = [connectMs, queryMs, closeMs].map((ms) => ms.toFixed(1)).join(' + ');
  return `  SELECT 1, 1 client: p50 ${withoutP50Ms.toFixed(1)} ms without a pool, ${withPoolP50Ms.toFixed(2)} ms with; without: connect, query, close ${parts} ms`;
};

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
