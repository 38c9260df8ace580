import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { drivenBlocks, endpointBlocks, type FlooredBlock, isRepeated, repeatedBlocks } from '../endpoint-blocks.js';
import { requestsThatFitAll } from '../headroom.js';
import type { EndpointJudgement } from '../judge/conclude-endpoint.js';
import { isRefused } from '../judge/input-contrast.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import type { PlannedBlock } from './block-size.js';

/**
 * Blocks of repeated inputs. The first is not judged, for a cache may keep an entry only from its second use on; four
 * are judged. Three are the fewest for an interval, and the fourth makes it less than half as wide. More would cost
 * time that new inputs need.
 */
const mostRepeatedBlocks = 5;

/** Whether memory grew persistently and is not accused only because a cache that fills would look the same. */
const mayBeCache = ({ metric, unit, verdict, requestsMissing = 0 }: MetricJudgement): boolean =>
  unit === 'bytes' && verdict === 'inconclusive' && requestsMissing > 0 && metricDefinition(metric)?.role === 'accuses';

/**
 * Whether an invariant counts the requests of an endpoint. A request that is sent twice may be answered twice and do
 * its work once, which would break what the invariant counts.
 */
const isCounted = ({ invariants = [] }: TargetRecording['target'], endpoint: string): boolean =>
  invariants.some(({ expected }) => expected.kind !== 'constant' && expected.endpoints.includes(endpoint));

/** The block whose inputs are repeated. It is the same each time: the newest one when the contrast began. */
function sourceOf(fresh: readonly FlooredBlock[], repeated: readonly FlooredBlock[]): FlooredBlock | undefined {
  const [first] = repeated;
  return first === undefined ? fresh.at(-1) : fresh.find(({ block }) => block.firstN === first.block.firstN);
}

/** The next step of a contrast, which tells a leak with every request from a cache with a place for each input. */
export interface Contrast {
  /**
   * A block of inputs that the endpoint was sent before; null when new ones are next, to see whether these still grow.
   */
  readonly block: PlannedBlock | null;
}

/**
 * Whether a contrast may begin or go on for an endpoint. Its blocks stay short until then, for ten of them must fit
 * into the time, and blocks of repeated inputs are none of the requests that are missing.
 */
export function mayBeContrasted(recording: TargetRecording, endpoint: string): boolean {
  const { target } = recording;
  if (!target.freshInputs.includes(endpoint) || isCounted(target, endpoint)) return false;
  const repeated = repeatedBlocks(recording, endpoint);
  const fresh = drivenBlocks(recording, endpoint);
  return repeated.length < mostRepeatedBlocks && !repeated.some((block) => isRefused(fresh, block));
}

/**
 * Plans a contrast: blocks of repeated inputs and of new ones in turns, where memory that grows might be a cache.
 *
 * @returns null where there is no doubt to resolve, where the contrast is done, or where repeated requests are refused.
 */
export function planContrast(
  recording: TargetRecording,
  { endpoint, metrics }: Pick<EndpointJudgement, 'endpoint' | 'metrics'>,
): Contrast | null {
  if (!mayBeContrasted(recording, endpoint) || !metrics.some(mayBeCache)) return null;
  const repeated = repeatedBlocks(recording, endpoint);
  const source = sourceOf(endpointBlocks(recording, endpoint), repeated)?.block;
  if (source?.firstN === undefined || source.phase !== 'measure') return null;
  const { phase, stage: blocksBefore, requests, connections, firstN } = source;
  if (requests > requestsThatFitAll(recording, endpoint)) return null;
  const last = recording.blocks.findLast((block) => block.endpoint === endpoint);
  if (last === undefined || isRepeated(last)) return { block: null };
  return { block: { endpoint, phase, blocksBefore, requests, connections, repeatsFrom: firstN } };
}
