import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startWatchdog } from '../platform/processes/watchdog.js';
import { traceLogsInTheWay } from './profile-messages.js';

/**
 * V8 and Node.js write these logs into the working folder of the program. Clinic moves them away only when everything
 * goes well.
 */
const nodeTraceLog = /^node_trace\.\d+\.log$/;
const v8Log = /^isolate-?0x[\da-f]+-.*v8\.log$/i;

/**
 * A shell script that removes the logs after Leakline has died. Its arguments are the folder and the logs that have to
 * stay. It removes twice, because the program may live a moment longer than Leakline.
 */
const removeUnlessDone = `
read -r line
[ "$line" = done ] && exit 0
cd "$1" || exit 0
shift
for _ in 1 2; do
  for log in node_trace.*.log isolate*v8.log; do
    for kept; do [ "$log" = "$kept" ] && continue 2; done
    rm -f "$log"
  done
  sleep 1
done
`;

/** Takes care of the logs of one profile run in the working folder of its program. */
export interface TraceLogs {
  /**
   * Removes the logs that were made since the run began. Earlier ones stay. It is synchronous, because the exit guard
   * calls it.
   */
  remove(): void;
}

const readLogs = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => nodeTraceLog.test(name) || v8Log.test(name));

/**
 * Notes which logs exist before a run.
 *
 * @throws HarnessError `CLINIC_FAILED` when clinic would take a log of someone else for its own.
 */
export function watchTraceLogs(folder: string): TraceLogs {
  const before = readLogs(folder);
  const mistakable = before.filter((name) => nodeTraceLog.test(name));
  if (mistakable.length > 0) throw traceLogsInTheWay(folder, mistakable);
  const watchdog = startWatchdog(removeUnlessDone, [folder, ...before]);
  return {
    remove: () => {
      for (const name of readLogs(folder).filter((log) => !before.includes(log))) {
        rmSync(path.join(folder, name), { force: true });
      }
      void watchdog.release();
    },
  };
}
