import { z } from 'zod';
import type { BudgetName } from '../model/budget.js';
import type { ByMetric, MetricId } from '../model/metrics/catalogue.js';
import { type ByService, serviceKinds } from '../model/services/service-kind.js';

/** Any number that JSON can hold and that one can reckon with. */
export const number = z.number();

/** What cannot be below zero: a share, a time, a speed. At most what a number holds exactly, so that sums stay finite. */
export const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** A whole number from zero on. */
export const count = z.int().min(0);

export const text = z.string();
export const flag = z.boolean();

/** The array of a schema's values, as the types have it: not to be changed. */
export const list = <T>(item: z.ZodType<T>): z.ZodType<readonly T[]> => z.array(item);

/** Names that every object answers to: under one of them a look-up finds what nobody has put there. */
const isOfEveryObject = (name: string): boolean => name in Object.prototype;

/** The name of a metric: any but those that every object has, for metrics are looked up by name. */
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

/** Values by metric. Those of a later version are let in, and passed over where nobody knows them. */
export const byMetric = <T>(value: z.ZodType<T>): z.ZodType<ByMetric<T>> => byName(value) as z.ZodType<ByMetric<T>>;

export const metricReadings = byMetric(amount);

/** Values by service. Those of a later version are passed over. */
export const byService = <T>(value: z.ZodType<T>): z.ZodType<ByService<T>> =>
  z.object(Object.fromEntries(serviceKinds.map((kind) => [kind, value.optional()]))) as unknown as z.ZodType<
    ByService<T>
  >;
