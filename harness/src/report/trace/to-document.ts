import type { Recording } from '../../model/recording.js';
import type { RunResult } from '../../model/result.js';
import type { ReportDocument } from '../../model/trace.js';
import { describeMetrics } from './describe-metrics.js';
import { toTrace } from './to-trace.js';

/** Everything that the HTML page needs, from the verdict and the recording it was judged on. */
export function toReportDocument(result: RunResult, recording: Pick<Recording, 'targets'>): ReportDocument {
  const traces = recording.targets.map(toTrace);
  return { result, traces, metrics: describeMetrics(traces) };
}
