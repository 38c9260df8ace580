import type { RecordedOrigin } from '../model/evidence.js';
import type { MetricId } from '../model/metrics/catalogue.js';
import { originTestsOf } from './culprits/origin-tests.js';
import type { RawEvidence } from './raw-evidence.js';

type Origin = RawEvidence['origins'][number];

/** Origins below this share of the most frequent one are chance. */
const smallestShare = 0.1;
const mostOrigins = 6;

const isHolding = ({ kind }: Pick<Origin, 'kind'>): boolean => ['listener', 'timeout', 'interval'].includes(kind);

/** The origins that may explain one of the metrics, those with the most things alive first. */
export function suspectedOrigins({ origins, growths }: RawEvidence, metrics: readonly MetricId[]): readonly Origin[] {
  const suspects = metrics.flatMap((metric) => originTestsOf(metric));
  // The tests look only at the kind and the server of an origin, so its stack may still be unresolved.
  const isSuspect = (origin: Origin): boolean =>
    suspects.some((test) => test(origin as RecordedOrigin)) || (growths.length > 0 && isHolding(origin));
  const found = origins.filter(isSuspect).toSorted((a, b) => b.alive - a.alive);
  const most = found[0]?.alive ?? 0;
  return found.filter(({ alive }) => alive >= smallestShare * most).slice(0, mostOrigins);
}
