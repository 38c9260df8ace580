import { z } from 'zod';

/** For each field of a type: the schema of its value; `.optional()` where the field may be absent, and only there. */
type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? z.ZodOptional<z.ZodType<T[K]>> : z.ZodType<T[K]>;
};

/** `never` for a schema that allows less than its field's type, and for a field that the type does not have. */
type Complete<T, S> = {
  readonly [K in keyof S]: K extends keyof T ? (T[K] extends z.output<S[K]> ? S[K] : never) : never;
};

/**
 * The schema of an object of a type that it is bound to: the compiler refuses one that lacks a field, that has one too many,
 * or whose field allows more or less than the type does. Fields that it does not know are left out of what it gives.
 */
export const objectOf =
  <T extends object>() =>
  <S extends Fields<T>>(fields: S & Complete<T, S>): z.ZodType<T> =>
    z.object(fields as unknown as z.ZodRawShape) as unknown as z.ZodType<T>;
