import type { JvmReading } from '../../model/runtimes/jvm/reading.js';
import { HarnessError } from '../../platform/harness-error.js';
import { readResidentBytes } from '../../platform/processes/procfs.js';
import { objectOf } from '../../schema/object-of.js';
import { count, flag, number } from '../../schema/parts.js';
import { plainReading } from '../plain-reading.js';
import type { DoorRuntime } from '../runtime-module.js';
import { isJvm } from './attach-socket.js';
import { openJvmDoor } from './door.js';

const alive = objectOf<NonNullable<JvmReading['alive']>>()({ heapBytes: number, objects: number, isStable: flag });

/** The JVM (HotSpot): its door is the socket that `jcmd` uses. */
export const jvmRuntime: DoorRuntime<JvmReading> = {
  isOf: isJvm,
  environment: () => ({}),
  openDoors: async ({ name, pids }) => {
    const jvms = pids.filter(isJvm);
    if (jvms.length === 0)
      throw new HarnessError(
        'DOOR_SHUT',
        pids.length === 0
          ? `Target "${name}" has runtime: "jvm", but its process is not known. Give its \`pid\` beside \`url\`.`
          : `Target "${name}" has runtime: "jvm", but none of its processes (${pids.join(', ')}) has loaded libjvm.so, or they run as another user.`,
      );
    return Promise.all(jvms.map(openJvmDoor));
  },
  readingSchema: objectOf<JvmReading>()({ pid: count, alive: alive.nullable() }),
  toReading: (told) =>
    plainReading({
      pid: told.pid,
      runtime: 'jvm',
      metrics: told.alive === null ? {} : { 'jvm.heapBytes': told.alive.heapBytes, 'jvm.objects': told.alive.objects },
      rssBytes: readResidentBytes(told.pid) ?? 0,
      isStable: told.alive?.isStable ?? true,
      told,
    }),
};
