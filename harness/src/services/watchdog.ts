import { startWatchdog, type Watchdog } from '../platform/watchdog.js';

export interface WatchedServer {
  /** Removed with all it holds. */
  readonly folder: string;
  /** First line is the server's pid; the server writes it. */
  readonly pidFile: string;
  readonly stopSignal: NodeJS.Signals;
  /** Run at the very end. */
  readonly orphanCommand: readonly string[];
}

/**
 * Waits on a pipe that only we hold. A line means all is well; end-of-file means that we died, however that happened,
 * SIGKILL included. A server that ended removes its pid file, and may stay a zombie where pid 1 reaps none. Repeated removal outlasts an `initdb` that was cut off in the middle and still writes.
 */
const script = `
read -r _ && exit 0
pid=$(head -n 1 "$2" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -s "$3" "$pid" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -e "$2" ] && kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
  kill -s KILL "$pid" 2>/dev/null
fi
for _ in 1 2 3 4 5; do rm -rf "$1"; sleep 0.2; done
shift 3
"$@"
`;

/** Ends the server and removes its folder when this process dies without doing so. */
export function startServerWatchdog(server: WatchedServer): Watchdog {
  return startWatchdog(script, [
    server.folder,
    server.pidFile,
    server.stopSignal.replace(/^SIG/, ''),
    ...server.orphanCommand,
  ]);
}
