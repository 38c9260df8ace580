import { sendSignal } from './signals.js';

/**
 * Each round stops the processes that were forked during the one before. A tree that still grows after this many rounds
 * is killed as it is.
 */
const mostRounds = 50;

/**
 * Kills all processes that `readPids` names, and those that they fork meanwhile. They are stopped first, because a
 * stopped process cannot fork. Killing alone would be a race against processes that start one another again. It is
 * synchronous, so that an exit guard can use it.
 */
export function killProcesses(readPids: () => readonly number[]): void {
  const stopped = new Set<number>();
  for (let round = 0; round < mostRounds; round += 1) {
    const running = readPids().filter((pid) => !stopped.has(pid));
    if (running.length === 0) break;
    for (const pid of running) {
      sendSignal(pid, 'SIGSTOP');
      stopped.add(pid);
    }
  }
  for (const pid of readPids()) sendSignal(pid, 'SIGKILL');
}
