/** Sends a signal; false when the process, or group for a negative pid, is not there any more. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

const liveTrees = new Set<() => readonly number[]>();

function killLiveTrees(): void {
  for (const readPids of liveTrees) {
    for (const pid of readPids()) sendSignal(pid, 'SIGKILL');
  }
}

/**
 * Kills the tree when our own process exits before it was stopped: the last resort, hence synchronous. Returns the
 * function that lifts the guard.
 */
export function guardTree(readPids: () => readonly number[]): () => void {
  if (liveTrees.size === 0) process.on('exit', killLiveTrees);
  liveTrees.add(readPids);
  return () => {
    liveTrees.delete(readPids);
    if (liveTrees.size === 0) process.off('exit', killLiveTrees);
  };
}
