import { z } from 'zod';
import type { BudgetName } from '../model/budget.js';
import type { ByMetric, MetricId } from '../model/metrics/catalogue.js';
import { type ByService, serviceKinds } from '../model/services/service-kind.js';

/** Any number that JSON can hold. */
export const number = z.number();

/**
 * A number that cannot be below zero: a share, a time, a speed. It is at most what a number holds exactly, so that sums
 * stay finite.
 */
export const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** A whole number, 0 or more. */
export const count = z.int().min(0);

export const text = z.string();
export const flag = z.boolean();

/** An array of values. It is read-only, as in the types. */
export const list = <T>(item: z.ZodType<T>): z.ZodType<readonly T[]> => z.array(item);

/**
 * Whether every object has a property of this name. A look-up under such a name would find something that nobody put
 * there.
 */
const isOfEveryObject = (name: string): boolean => name in Object.prototype;

/**
 * The name of a metric. Names of properties that every object has are refused, because metrics are looked up by name.
 */
export const metricId: z.ZodType<MetricId> = z.custom<MetricId>(
  (name) => typeof name === 'string' && !isOfEveryObject(name),
  { error: 'the name of a metric' },
);

/** The name of a budget: a figure of the load, or a metric. */
export const budgetName: z.ZodType<BudgetName> = metricId as z.ZodType<BudgetName>;

/** Values by name. */
export const byName = <T>(value: z.ZodType<T>): z.ZodType<Readonly<Record<string, T>>> =>
  z.record(
    z.string().refine((name) => !isOfEveryObject(name), { error: 'a name that not every object has' }),
    value,
  );

export const counts = byName(count);

/** Values by metric. Unknown metrics of a later version are accepted, and ignored. */
export const byMetric = <T>(value: z.ZodType<T>): z.ZodType<ByMetric<T>> => byName(value) as z.ZodType<ByMetric<T>>;

export const metricReadings = byMetric(amount);

/** Values by service. Services of a later version are ignored. */
export const byService = <T>(value: z.ZodType<T>): z.ZodType<ByService<T>> =>
  z.object(Object.fromEntries(serviceKinds.map((kind) => [kind, value.optional()]))) as unknown as z.ZodType<
    ByService<T>
  >;
