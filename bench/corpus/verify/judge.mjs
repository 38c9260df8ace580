const byteNoise = 250_000;
const byteTolerancePerRequest = {
  heapUsedBytes: 32,
  externalBytes: 64,
  arrayBuffersBytes: 64,
  'python.heapBytes': 32,
  'python.mallocBytes': 64,
};
/** Blocks of Python's heap are as many as small objects: some come and go with each thread and each collection. */
const blockNoise = 500;
const blockTolerancePerRequest = 0.2;
/** Native memory shows in RSS alone: growth of a clean server up to this is the allocator's. */
const rssNoiseBytes = 24 * 1024 * 1024;
const countNoise = 3;
const maxByteError = 0.15;
const maxCountError = 0.02;
const maxBlockError = 0.08;

export const isBytes = (metric) => metric.endsWith('Bytes');

function allowedGrowth(metric, requests) {
  if (metric === 'python.blocks') return Math.max(blockNoise, blockTolerancePerRequest * requests);
  if (!isBytes(metric)) return countNoise;
  return Math.max(byteNoise, byteTolerancePerRequest[metric] * requests);
}

/** RSS jumps up and down by whole arenas: only two stages in a row count. */
function judgeRss(stages) {
  const total = stages.slice(-2).reduce((sum, { change }) => sum + change.rssBytes, 0);
  return total > rssNoiseBytes ? [`rssBytes grew by ${total} over two stages`] : [];
}

function judgeClean(stages) {
  const { change, requests } = stages.at(-1);
  const grown = Object.entries(change).filter(
    ([metric, total]) => metric !== 'rssBytes' && total > allowedGrowth(metric, requests),
  );
  return [
    ...grown.map(([metric, total]) => `${metric} grew by ${total} over ${requests} requests`),
    ...judgeRss(stages),
  ];
}

/** Over all stages together: a table that doubles makes single stages look faster or slower than the leak is. */
function overallRate(metric, stages) {
  const requests = stages.reduce((sum, stage) => sum + stage.requests, 0);
  return stages.reduce((sum, { change }) => sum + (change[metric] ?? 0), 0) / requests;
}

/** Python counts the blocks of its heap exactly; what is kept per request is a whole number of them. */
function judgeBlocks({ blocksPerRequest }, stages) {
  if (blocksPerRequest === undefined) return [];
  const rate = overallRate('python.blocks', stages);
  const isRight = Math.abs(rate - blocksPerRequest) / blocksPerRequest <= maxBlockError;
  return isRight ? [] : [`python.blocks grew by ${rate} a request, the label says ${blocksPerRequest}`];
}

function judgeRate(label, stages) {
  if (label.ratePerRequest === null) {
    return stages.some(({ after }) => (after[label.metric] ?? 0) > 0) ? [] : [`${label.metric} stayed at 0`];
  }
  const rate = overallRate(label.metric, stages);
  const error = Math.abs(rate - label.ratePerRequest) / label.ratePerRequest;
  const allowed = isBytes(label.metric) ? maxByteError : maxCountError;
  return error <= allowed ? [] : [`${label.metric} grew by ${rate} a request, the label says ${label.ratePerRequest}`];
}

/** Empty when the label is confirmed, else the reasons why not. */
export function contradictions(label, stages) {
  return label.label === 'clean' ? judgeClean(stages) : [...judgeRate(label, stages), ...judgeBlocks(label, stages)];
}
