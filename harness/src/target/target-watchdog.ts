import { randomUUID } from 'node:crypto';
import { startWatchdog } from '../platform/watchdog.js';

/** Processes inherit it wherever they go, also out of the target's session and process group. */
const markVariable = 'LEAKLINE_TARGET';

/**
 * Kills the target's process group and, where there is a `/proc`, whoever carries the mark. Twice, because a process
 * may fork between the look and the kill.
 */
const script = `
while read -r line; do
  [ "$line" = done ] && exit 0
  group=$line
done
[ -n "$group" ] && kill -s KILL -- "-$group" 2>/dev/null
for _ in 1 2; do
  for file in $(grep -lsF "$1" /proc/[0-9]*/environ); do
    pid=\${file#/proc/}
    kill -s KILL "\${pid%/environ}" 2>/dev/null
  done
done
[ -z "$2" ] || rm -rf "$2"
`;

/** Sees to it that a target does not outlive the harness, whatever that dies of. */
export interface TargetWatchdog {
  /** Goes into the target's environment, by which its processes are known. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names the target's process group, once there is one. */
  watchGroup(pid: number): void;
  /** Call once the target is gone. */
  release(): Promise<void>;
}

/** @param agentFolder removed as well; null when the target carries no agent. */
export function startTargetWatchdog(agentFolder: string | null): TargetWatchdog {
  const mark = randomUUID();
  const watchdog = startWatchdog(script, [`${markVariable}=${mark}`, agentFolder ?? '']);
  return {
    environment: { [markVariable]: mark },
    watchGroup: (pid) => watchdog.tell(String(pid)),
    release: watchdog.release,
  };
}
