import type { ProcessMark } from '../platform/processes/process-mark.js';
import { startWatchdog, type Watchdog } from '../platform/processes/watchdog.js';

export interface WatchedServer {
  readonly mark: ProcessMark;
  /** Whether the server is started with the mark. */
  readonly isMarked: boolean;
  /** Removed with everything in it. */
  readonly folder: string;
  /** The server writes this file. Its first line is the server's pid. */
  readonly pidFile: string;
  readonly stopSignal: NodeJS.Signals;
  /** Runs at the very end. */
  readonly orphanCommand: readonly string[];
}

/**
 * Waits on a pipe that only we hold. A line means that all is well. End-of-file means that we died, however that
 * happened, SIGKILL included.
 *
 * A pid file may be out of date, and its pid may belong to another process by now. So a server that is started with a
 * mark has to carry it. A server that ended removes its pid file, but may stay a zombie where pid 1 reaps none.
 * Processes that carry the mark and live on are killed, `initdb` included. The folder is removed several times, in case
 * somebody still writes into it.
 */
const script = `
read -r _ && exit 0
pid=$(head -n 1 "$2" 2>/dev/null)
if [ -n "$pid" ] && { [ "$4" = unmarked ] || is_marked "$pid"; }; then
  kill -s "$3" "$pid" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -e "$2" ] && kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
  [ "$4" = unmarked ] && kill -s KILL "$pid" 2>/dev/null
fi
end_marked
for _ in 1 2 3 4 5; do rm -rf "$1"; sleep 0.2; done
shift 4
"$@"
`;

/** Ends the server and removes its folder when this process dies without doing so. */
export function startServerWatchdog(server: WatchedServer): Watchdog {
  const { folder, pidFile, stopSignal, orphanCommand, mark, isMarked } = server;
  const signal = stopSignal.replace(/^SIG/, '');
  const kind = isMarked && mark.isLimit ? 'marked' : 'unmarked';
  return startWatchdog(script, [folder, pidFile, signal, kind, ...orphanCommand], mark);
}
