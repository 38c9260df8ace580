import type { ProcessMark } from '../platform/processes/process-mark.js';
import { readStartTicks } from '../platform/processes/procfs.js';
import { startWatchdog } from '../platform/processes/watchdog.js';

/**
 * Ends the processes that carry the mark. For machines without `/proc` or `prlimit` it also ends the target's process
 * group. A group whose leader started at another time is not the target's: a stranger got the pid after the target had
 * gone.
 */
const script = `
while read -r line; do
  [ "$line" = done ] && exit 0
  group=\${line% *}
  start=\${line#* }
done
end_marked
if [ -n "$group" ]; then
  if read -r stat 2>/dev/null < "/proc/$group/stat"; then
    leader_start=$(echo "\${stat##*) }" | cut -d ' ' -f 20)
  fi
  [ "\${leader_start:-$start}" = "$start" ] && kill -s KILL -- "-$group" 2>/dev/null
fi
[ -z "$1" ] || rm -rf "$1"
`;

/** Ends a target that would outlive the harness, whatever the harness dies of. */
export interface TargetWatchdog {
  /** Tells the target's process group, once there is one. */
  watchGroup(pid: number): void;
  /** Call once the target is gone. */
  release(): Promise<void>;
}

/** @param folder removed as well; null for none. */
export function startTargetWatchdog(mark: ProcessMark, folder: string | null): TargetWatchdog {
  const watchdog = startWatchdog(script, [folder ?? ''], mark);
  return {
    watchGroup: (pid) => watchdog.tell(`${pid} ${readStartTicks(pid) ?? 0}`),
    release: watchdog.release,
  };
}
