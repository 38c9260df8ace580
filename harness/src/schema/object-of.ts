import { z } from 'zod';

/** The schema for each field of a type. It has to be `.optional()` exactly where the field may be absent. */
type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? z.ZodOptional<z.ZodType<T[K]>> : z.ZodType<T[K]>;
};

/** `never` for a schema that allows less than its field's type, and for a field that the type does not have. */
type Complete<T, S> = {
  readonly [K in keyof S]: K extends keyof T ? (T[K] extends z.output<S[K]> ? S[K] : never) : never;
};

/**
 * A schema of an object that is bound to a type. The compiler refuses a schema that lacks a field or has one too many,
 * and one whose field allows more or less than the type does. Unknown fields are left out of the parsed value.
 */
export const objectOf =
  <T extends object>() =>
  <S extends Fields<T>>(fields: S & Complete<T, S>): z.ZodType<T> =>
    z.object(fields as unknown as z.ZodRawShape) as unknown as z.ZodType<T>;
