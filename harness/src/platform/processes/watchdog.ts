import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { ProcessMark } from './process-mark.js';

/** A tiny shell that outlives us just long enough to clear up, should we die without doing so. */
export interface Watchdog {
  /** Sends the script a line that it may need later. */
  tell(line: string): void;
  /** Call once there is nothing left to clear up. */
  release(): Promise<void>;
}

/**
 * What a script can use to end the processes with the mark, which is its first argument. As in `kill-processes.ts`: they
 * are stopped until no new one is found, and then killed. A zombie keeps its limits and counts as gone. Between the look and the
 * signal no pid is used again: that takes as many new processes as there are pids.
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
 * Starts a script whose standard input is a pipe that only we hold. The line `done` means that all is well; end-of-file
 * means that we died, however that happened, SIGKILL included. It waits in `read`, which takes no CPU.
 *
 * @param mark of the processes that the script can then end by `end_marked`.
 */
export function startWatchdog(script: string, args: readonly string[], mark: ProcessMark | null = null): Watchdog {
  const [body, given] = mark === null ? [script, args] : [markFunctions + script, [String(mark.value), ...args]];
  // A session of its own, so that Ctrl-C in the terminal does not end it together with us.
  const child = spawn('sh', ['-c', body, 'leakline-watchdog', ...given], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell there is no watchdog, which is no reason to refuse the run.
  const ended = once(child, 'exit').catch(() => undefined);
  // Out of descriptors there is no stream either, whatever the type says.
  const stdin = child.stdin as Socket | undefined;
  stdin?.on('error', () => undefined);
  // One that nobody releases, because what it was to look after could not be made, keeps nobody from coming to his end.
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

/** Twice, because somebody may be writing into it and outlive us by a moment. */
const removeUnlessDone = 'read -r line; [ "$line" = done ] || { rm -rf "$1"; sleep 1; rm -rf "$1"; }';

/** Removes the folder should we die without doing so. */
export const watchFolder = (folder: string): Watchdog => startWatchdog(removeUnlessDone, [folder]);

/** Ends whoever carries the mark should we die without doing so. */
export const watchProcesses = (mark: ProcessMark): Watchdog =>
  startWatchdog('read -r line; [ "$line" = done ] || end_marked', [], mark);
