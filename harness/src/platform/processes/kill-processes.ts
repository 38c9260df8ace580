import { sendSignal } from './signals.js';

/** Each round stops who was forked during the one before; a tree that still grows after so many is killed as it is. */
const mostRounds = 50;

/**
 * Kills all that `readPids` names, and whom they fork meanwhile. They are stopped first, because a stopped process
 * cannot fork: killing alone would race with processes that start one another again. Synchronous, so that an exit guard
 * can use it.
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
