import type { ProcessMark } from '../platform/processes/process-mark.js';
import { readStartTicks } from '../platform/processes/procfs.js';
import { startWatchdog } from '../platform/processes/watchdog.js';

/**
 * Ends whoever carries the mark, and the target's process group for machines without `/proc` or `prlimit`. A group
 * whose leader was started at another time is a stranger's, who got the pid after the target had gone.
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

/** Sees to it that a target does not outlive the harness, whatever that dies of. */
export interface TargetWatchdog {
  /** Names the target's process group, once there is one. */
  watchGroup(pid: number): void;
  /** Call once the target is gone. */
  release(): Promise<void>;
}

/** @param folder removed as well, where there is one. */
export function startTargetWatchdog(mark: ProcessMark, folder: string | null): TargetWatchdog {
  const watchdog = startWatchdog(script, [folder ?? ''], mark);
  return {
    watchGroup: (pid) => watchdog.tell(`${pid} ${readStartTicks(pid) ?? 0}`),
    release: watchdog.release,
  };
}
