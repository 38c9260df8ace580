const guards = new Set<() => void>();

function cleanUp(): void {
  for (const guard of guards) guard();
}

/**
 * Runs `guard` when our own process exits before the returned function is called. It is the last chance to leave
 * nothing behind, so the guard has to be synchronous.
 */
export function guardExit(guard: () => void): () => void {
  if (guards.size === 0) process.on('exit', cleanUp);
  guards.add(guard);
  return () => {
    guards.delete(guard);
    if (guards.size === 0) process.off('exit', cleanUp);
  };
}
