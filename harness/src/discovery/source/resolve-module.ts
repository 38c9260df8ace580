import path from 'node:path';

const extensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'mjs', 'cjs', 'jsx'];

/** Which file of a project an import means; null where it is none of them. `./users.js` may be `users.ts`. */
export function resolveModule(specifier: string, from: string, files: ReadonlyMap<string, unknown>): string | null {
  const candidates = placesOf(specifier, from).flatMap((place) => [
    place,
    ...extensions.map((extension) => `${place}.${extension}`),
    ...extensions.map((extension) => `${place.replace(/\.[cm]?jsx?$/, '')}.${extension}`),
    ...extensions.map((extension) => path.posix.join(place, `index.${extension}`)),
  ]);
  return candidates.find((candidate) => files.has(candidate)) ?? null;
}

/** `@/routes`, `~/routes` and `src/routes` are usual in `tsconfig.json`. A word alone is a package. */
function placesOf(specifier: string, from: string): readonly string[] {
  if (specifier.startsWith('.')) return [path.posix.join(path.posix.dirname(from), specifier)];
  const [, alias] = /^(?:@|~|#)\/?(.+)$/.exec(specifier) ?? [];
  const aliased = alias === undefined ? [] : [path.posix.join('src', alias), alias];
  return specifier.includes('/') ? [specifier, path.posix.join('src', specifier), ...aliased] : aliased;
}
