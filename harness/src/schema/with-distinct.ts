import type { z } from 'zod';

/**
 * A list whose items have names of their own.
 *
 * @param path path of the name within an item.
 */
export const withDistinct = <T>(
  schema: z.ZodType<readonly T[]>,
  nameOf: (item: T) => string,
  error: string,
  path: readonly string[] = [],
): z.ZodType<readonly T[]> =>
  schema.superRefine((items, context) => {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const name = nameOf(item);
      if (seen.has(name)) context.addIssue({ code: 'custom', message: error, path: [index, ...path] });
      seen.add(name);
    }
  });
