import { metricDefinition } from '../../harness/src/model/metrics/catalogue.js';
import { heading, quantile, row } from './numbers.js';
import type { Outcome } from './outcomes.js';

interface RateClass {
  readonly title: string;
  /** Largest accepted distance from the known rate, as a share of it; null where no figure was promised. */
  readonly most: number | null;
}

const counts: RateClass = { title: 'counts', most: 0.02 };
const bytes: RateClass = { title: 'bytes, 256 B and more', most: 0.15 };
const fewBytes: RateClass = { title: 'bytes, less', most: null };

/** From this rate on a byte leak's rate must be right. */
const smallestPromised = 256;

interface MeasuredRate {
  readonly outcome: Outcome;
  readonly class: RateClass;
  readonly error: number;
}

/** Distance of the measured rate from the known one, for every leak that was accused and whose rate is known. */
function measuredRates(outcomes: readonly Outcome[]): readonly MeasuredRate[] {
  return outcomes.flatMap((outcome) => {
    const { label, verdict, rate, expectedRate, expectedMetric } = outcome;
    if (label !== 'leaking' || verdict !== 'leaking' || rate === null || expectedRate === null) return [];
    const isCount = metricDefinition(expectedMetric ?? '')?.unit === 'count';
    const ofBytes = expectedRate >= smallestPromised ? bytes : fewBytes;
    return [{ outcome, class: isCount ? counts : ofBytes, error: Math.abs(rate - expectedRate) / expectedRate }];
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function classRow(rates: readonly MeasuredRate[], { title, most }: RateClass): string {
  const errors = rates.filter((rate) => rate.class.title === title).map(({ error }) => error);
  if (errors.length === 0) return row(title, most === null ? '–' : percent(most), 0, '–', '–', '–');
  const within = most === null ? '–' : errors.filter((error) => error <= most).length;
  const worst = percent(Math.max(...errors));
  return row(title, most === null ? '–' : percent(most), errors.length, within, percent(quantile(errors, 0.5)), worst);
}

/** How far the measured rates of the accused leaks lie from the known ones. */
export function rateTable(outcomes: readonly Outcome[]): readonly string[] {
  const rates = measuredRates(outcomes);
  return [
    ...heading('rate of', 'promised', 'runs', 'within', 'median error', 'worst'),
    ...[counts, bytes, fewBytes].map((each) => classRow(rates, each)),
  ];
}

/** Every rate that is further off than promised. */
export function wrongRates(outcomes: readonly Outcome[]): readonly string[] {
  return measuredRates(outcomes)
    .filter(({ class: { most }, error }) => most !== null && error > most)
    .map(
      ({ outcome, error }) =>
        `- \`${outcome.server}\` ${outcome.endpoint}: ${outcome.rate?.toPrecision(4)} of ${outcome.expectedMetric} per request, known ${outcome.expectedRate} (${percent(error)} off)`,
    );
}
