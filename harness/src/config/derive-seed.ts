/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/**
 * The seed of a run that names none: a hash of the names of its targets and endpoints. So the same configuration
 * repeats the same plan, and a change of plan has a visible reason.
 */
export function deriveSeed(names: readonly string[]): number {
  let hash = offsetBasis;
  for (const byte of Buffer.from(names.join('\n'))) hash = Math.imul(hash ^ byte, prime);
  return hash >>> 0;
}
