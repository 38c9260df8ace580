import path = require('node:path');
import requireOwn = require('./require-own.cjs');
import ritm = require('require-in-the-middle');

const isClass = (value: unknown): value is new (...args: never[]) => object => typeof value === 'function';

/** A module of our own. A hook that does not see this one loaded sees no other. */
const proofPath = require.resolve('./pg-pools-proof.cjs');

const isPoolFile = (file: string): boolean => /[\\/]node_modules[\\/]pg-pool[\\/]/.test(file);

/**
 * Tells of every `pg-pool` that the application makes. The class is wrapped in a proxy whose only trap is `construct`,
 * so a pool in use runs the same code as without us. `pg` loads `pg-pool` by `require`, even where the application
 * imports `pg`.
 *
 * @returns a function that tells whether pools may have been made unseen: by `import Pool from 'pg-pool'`, or by a
 *   driver that is bundled into the application.
 */
function hookPools(onMade: (pool: object) => void): () => boolean {
  const seen = new Set<string>();

  function watchConstruction<T>(exports: T): T {
    if (!isClass(exports)) return exports;
    return new Proxy(exports, {
      construct(target, args, newTarget) {
        const pool: object = Reflect.construct(target, args, newTarget);
        onMade(pool);
        return pool;
      },
    });
  }

  new ritm.Hook(['pg-pool', proofPath], (exports, name) => {
    seen.add(name);
    return name === 'pg-pool' ? watchConstruction(exports) : exports;
  });

  /**
   * Whether `pg-pool` was loaded without the hook: an ES module imported it, or a loader bypassed `require`. A later
   * `require` may still be seen.
   */
  function isLoadedPastUs(file: string): boolean {
    return isPoolFile(file) && (!seen.has('pg-pool') || !require.cache[file]?.parent);
  }

  return () => {
    requireOwn(() => require(proofPath));
    const isProofSeen = seen.has(path.parse(proofPath).name);
    return !isProofSeen || Object.keys(require.cache).some(isLoadedPastUs);
  };
}

export = hookPools;
