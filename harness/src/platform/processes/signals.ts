/** Sends a signal. Returns false when it could not be sent, e.g. because the process has ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
