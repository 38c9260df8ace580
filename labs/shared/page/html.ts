const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from outside (server messages) is shown, never interpreted. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

export const formatCount = (count: number): string => Math.round(count).toLocaleString('en-US');

/** Three digits are as many as a run on a shared machine can bear. */
export const formatMs = (ms: number): string =>
  ms >= 1_000 ? `${(ms / 1_000).toFixed(ms >= 10_000 ? 0 : 1)} s` : `${Math.round(ms)} ms`;

/** Values with the same title together, in the order in which titles first appear. */
export function groupByTitle<T>(
  values: readonly T[],
  titleOf: (value: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(titleOf(value), [...(groups.get(titleOf(value)) ?? []), value]);
  return groups;
}
