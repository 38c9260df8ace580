import { readFileSync } from 'node:fs';

interface ReferenceValues {
  readonly studentTUpperTail: readonly {
    readonly t: number;
    readonly degreesOfFreedom: number;
    readonly value: number;
  }[];
  readonly studentTQuantile: readonly {
    readonly probability: number;
    readonly degreesOfFreedom: number;
    readonly value: number;
  }[];
  readonly regularisedBeta: readonly {
    readonly x: number;
    readonly a: number;
    readonly b: number;
    readonly value: number;
  }[];
  readonly logGamma: readonly { readonly x: number; readonly value: number }[];
  readonly poissonCdf: readonly { readonly count: number; readonly mean: number; readonly value: number }[];
  readonly poissonInterval: readonly {
    readonly count: number;
    readonly confidence: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly holm: readonly {
    readonly pValues: readonly number[];
    readonly alpha: number;
    readonly rejected: readonly boolean[];
  }[];
  readonly fairBinomialCdf: readonly { readonly successes: number; readonly trials: number; readonly value: number }[];
  readonly medianInterval: readonly {
    readonly values: readonly number[];
    readonly confidence: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly growthRate: {
    readonly requests: readonly number[];
    readonly growth: readonly number[];
    readonly confidence: number;
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
    readonly standardError: number;
    readonly bound: number;
    readonly pValueAbove: number;
  };
  readonly mulberry32: readonly { readonly seed: number; readonly values: readonly number[] }[];
  readonly levelSlope: readonly {
    readonly requests: readonly number[];
    readonly growth: readonly number[];
    readonly confidence: number;
    readonly rho: number;
    readonly expected: Readonly<
      Record<'estimate' | 'low' | 'high' | 'standardError' | 'degreesOfFreedom', number>
    > | null;
  }[];
}

/** Values that SciPy and NumPy computed; `bench/reference/statistics.py` makes the file anew. */
export const referenceValues = JSON.parse(
  readFileSync(new URL('./reference-values.json', import.meta.url), 'utf8'),
) as ReferenceValues;

/** Distance relative to the expected value, or absolute where that is about zero. */
export const relativeError = (actual: number, expected: number): number =>
  Math.abs(actual - expected) / Math.max(1e-12, Math.abs(expected));
