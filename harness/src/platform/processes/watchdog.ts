import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { ProcessMark } from './process-mark.js';

/** A small shell that lives on for a moment if we die, and cleans up what we left. */
export interface Watchdog {
  /** Sends the script a line that it may need later. */
  tell(line: string): void;
  /** Ends the watchdog. Call it when nothing is left to clean up. */
  release(): Promise<void>;
}

/**
 * Functions with which a script ends the processes with the mark, which is its first argument. As in
 * `kill-processes.ts`, they are stopped until no new one is found, and then killed. A zombie keeps its limits and
 * counts as gone. A pid cannot be used again between the look and the signal, because that would take as many new
 * processes as there are pids.
 */
const markFunctions = `
mark=$1
shift
is_marked() {
  grep -qs -e "^Max file locks  *$mark " -e "LEAKLINE_TARGET=$mark" "/proc/$1/limits" "/proc/$1/environ"
}
marked() {
  for file in $(grep -ls -e "^Max file locks  *$mark " -e "LEAKLINE_TARGET=$mark" /proc/[0-9]*/limits /proc/[0-9]*/environ); do
    pid=\${file#/proc/}
    pid=\${pid%%/*}
    read -r stat 2>/dev/null < "/proc/$pid/stat" || continue
    case \${stat##*) } in [ZX]*) ;; *) echo "$pid" ;; esac
  done
}
end_marked() {
  before=
  rounds=0
  while [ "$rounds" -lt 100 ]; do
    rounds=$((rounds + 1))
    pids=$(marked)
    [ -z "$pids" ] && return
    if [ "$pids" = "$before" ]; then
      kill -s KILL $pids
      sleep 0.05
    else
      kill -s STOP $pids
    fi
    before=$pids
  done
  kill -s KILL $pids
}
`;

/**
 * Starts a script whose standard input is a pipe that only we hold. The line `done` means that all is well. End-of-file
 * means that we died in any way, SIGKILL included. The script waits in `read`, which takes no CPU.
 *
 * @param mark the mark of the processes that the script can end with `end_marked`.
 */
export function startWatchdog(script: string, args: readonly string[], mark: ProcessMark | null = null): Watchdog {
  const [body, given] = mark === null ? [script, args] : [markFunctions + script, [String(mark.value), ...args]];
  // It gets a session of its own, so that Ctrl-C in the terminal does not end it together with us.
  const child = spawn('sh', ['-c', body, 'leakline-watchdog', ...given], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell there is no watchdog. That is no reason to refuse the run.
  const ended = once(child, 'exit').catch(() => undefined);
  // When no descriptors are left, there is no stream either, whatever the type says.
  const stdin = child.stdin as Socket | undefined;
  stdin?.on('error', () => undefined);
  // A watchdog may never be released, because what it had to watch could not be made. It must not keep our process
  // alive.
  child.unref();
  stdin?.unref();
  return {
    tell: (line) => void stdin?.write(`${line}\n`),
    release: async () => {
      child.ref();
      stdin?.end('done\n');
      await ended;
    },
  };
}

/** The folder is removed twice, because a process may write into it and live a moment longer than we do. */
const removeUnlessDone = 'read -r line; [ "$line" = done ] || { rm -rf "$1"; sleep 1; rm -rf "$1"; }';

/** Removes the folder if we die without doing so. */
export const watchFolder = (folder: string): Watchdog => startWatchdog(removeUnlessDone, [folder]);

/** Ends all processes with the mark if we die without doing so. */
export const watchProcesses = (mark: ProcessMark): Watchdog =>
  startWatchdog('read -r line; [ "$line" = done ] || end_marked', [], mark);
