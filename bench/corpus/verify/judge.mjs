const byteNoise = 250_000;
const byteTolerancePerRequest = { heapUsedBytes: 32, externalBytes: 64, arrayBuffersBytes: 64 };
/** Native memory shows in RSS alone: growth of a clean server up to this is the allocator's. */
const rssNoiseBytes = 24 * 1024 * 1024;
const countNoise = 3;
const maxByteError = 0.15;
const maxCountError = 0.02;

export const isBytes = (metric) => metric.endsWith('Bytes');

function judgeClean(stages) {
  const last = stages.at(-1);
  const reasons = [];
  for (const [metric, total] of Object.entries(last.change)) {
    const allowed = isBytes(metric)
      ? metric === 'rssBytes'
        ? rssNoiseBytes
        : Math.max(byteNoise, byteTolerancePerRequest[metric] * last.requests)
      : countNoise;
    if (total > allowed) reasons.push(`${metric} grew by ${total} over ${last.requests} requests`);
  }
  return reasons;
}

function judgeLeaking(label, stages) {
  const rates = stages.map(({ perRequest }) => perRequest[label.metric] ?? 0);
  const last = rates.at(-1);
  if (label.ratePerRequest === null) {
    return stages.some(({ after }) => (after[label.metric] ?? 0) > 0) ? [] : [`${label.metric} stayed at 0`];
  }
  const error = Math.abs(last - label.ratePerRequest) / label.ratePerRequest;
  const allowed = isBytes(label.metric) ? maxByteError : maxCountError;
  return error <= allowed ? [] : [`${label.metric} grew by ${last} a request, the label says ${label.ratePerRequest}`];
}

/** Empty when the label is confirmed, else the reasons why not. */
export function contradictions(label, stages) {
  return label.label === 'clean' ? judgeClean(stages) : judgeLeaking(label, stages);
}
