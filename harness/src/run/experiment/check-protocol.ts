import type { LoadResult } from '../../model/load.js';
import { spokenProtocol } from '../../target/spoken-protocol.js';
import { targetWrongProtocol } from '../../target/target-errors.js';
import { type Experiment, recordingOf } from './experiment.js';

/** Nothing came back that is an answer, and nobody waited for one in vain. */
const gotNoAnswer = ({ sent, errors, statuses }: LoadResult): boolean =>
  sent > 0 && errors > 0 && Object.keys(statuses).length === 0;

/**
 * Looks, once no request at all was answered, whether the target speaks something else. More requests would say the same.
 *
 * @throws HarnessError `TARGET_WRONG_PROTOCOL`
 */
export async function checkProtocol(experiment: Experiment): Promise<void> {
  const { target, context } = experiment;
  const driven = recordingOf(experiment).blocks.filter(({ endpoint }) => endpoint !== null);
  if (driven.length === 0 || !driven.every(({ load }) => gotNoAnswer(load))) return;
  const url = target.proxyUrl ?? target.baseUrl;
  const spoken = await spokenProtocol(url);
  context.signal.throwIfAborted();
  if (spoken !== null) throw targetWrongProtocol(target.name, url, spoken);
}
