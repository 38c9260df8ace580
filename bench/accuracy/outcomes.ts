import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TargetResult } from 'leakline';
import type { LabelledServer } from './labels.js';

/** What the harness said of one labelled server, beside what is true. One line of `outcomes.ndjson`. */
export interface Outcome {
  readonly server: string;
  readonly endpoint: string;
  readonly resource: string | null;
  readonly label: 'leaking' | 'clean';
  readonly verdict: TargetResult['verdict'];
  /** What the first finding names; null where nothing was found. */
  readonly metric: string | null;
  readonly expectedMetric: string | null;
  /** Growth per request of the expected metric, as measured; of the named one where the label expects none. */
  readonly rate: number | null;
  readonly expectedRate: number | null;
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** From the target's first floor to its verdict. */
  readonly seconds: number;
  /** Why there is no verdict; empty where there is one. */
  readonly advice: string;
  /** Path of `recording.ndjson`, relative to the file of outcomes. */
  readonly recording: string;
}

/** The outcome with the truth as the labels tell it today. */
function withLabel(outcome: Outcome, labels: readonly LabelledServer[]): Outcome[] {
  const label = labels.find(({ server, endpoint }) => server === outcome.server && endpoint.id === outcome.endpoint);
  if (label === undefined) return [];
  return [
    {
      ...outcome,
      label: label.label,
      resource: label.resource,
      expectedMetric: label.metric,
      expectedRate: label.ratePerRequest,
    },
  ];
}

/** Reads a finished run. Outcomes of servers that are no longer labelled are left out; paths become absolute. */
export function readOutcomes(file: string, labels: readonly LabelledServer[]): readonly Outcome[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Outcome)
    .map((outcome) => ({ ...outcome, recording: path.resolve(path.dirname(file), outcome.recording) }))
    .flatMap((outcome) => withLabel(outcome, labels));
}
