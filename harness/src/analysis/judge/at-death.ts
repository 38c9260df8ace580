import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import { hasRunIntoLimit } from '../fatal-limits.js';
import { rememberFor } from '../remember-for.js';
import { isComingBack } from './cool-down.js';
import type { EndpointJudgement } from './judge-endpoint.js';
import type { MetricJudgement } from './metric-judgement.js';

const unprovenReason = 'Grew, but the target failed before a wait could show whether that comes back.';

const judgedThen = rememberFor(
  (afterWait: readonly EndpointJudgement[]): ReadonlyMap<string, EndpointJudgement> =>
    new Map(afterWait.map((judgement) => [judgement.endpoint, judgement])),
);

/** Whether a metric was accused when the latest wait was over, and gave nothing back in it that was worth another. */
function stoodTheWait(
  recording: TargetRecording,
  endpoint: string,
  metric: MetricId,
  afterWait: readonly EndpointJudgement[],
): boolean {
  const wait = endpointBlocks(recording, null).at(-1);
  const then = judgedThen(afterWait).get(endpoint);
  const isAccused = then?.metrics.some((each) => each.metric === metric && each.verdict === 'leaking') ?? false;
  return wait !== undefined && isAccused && !isComingBack(wait, metric, afterWait, 1);
}

/**
 * What is still an accusation where a failure ended the experiment. An accusation needs a wait in which nothing came
 * back; a target that dies under load leaves no time for one. So it stands in two cases only: it was one already when the
 * latest wait was over, or the target died of the very limit that the metric was heading for. The death by that limit
 * shows more than a wait could: that the service does not live with what it holds. Any other death explains no growth.
 *
 * @param byEndpoint judgements of all blocks, in the order of the target's endpoints.
 * @param afterWait what was judged at the end of the latest wait; empty where there was none.
 */
export function withDeath(
  recording: TargetRecording,
  byEndpoint: readonly (readonly MetricJudgement[])[],
  afterWait: readonly EndpointJudgement[],
): readonly (readonly MetricJudgement[])[] {
  return byEndpoint.map((judgements, index) => {
    const endpoint = recording.target.endpoints[index] ?? '';
    return judgements.map((judgement): MetricJudgement => {
      const { verdict, metric } = judgement;
      if (verdict !== 'leaking' || hasRunIntoLimit(recording, endpoint, metric)) return judgement;
      if (stoodTheWait(recording, endpoint, metric, afterWait)) return judgement;
      return { ...judgement, verdict: 'inconclusive', reason: unprovenReason };
    });
  });
}
