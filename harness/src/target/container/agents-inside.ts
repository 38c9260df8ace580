import { copyFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { AgentDiagnosis, AgentGroup, AgentReading, HeapSnapshotResult } from '../../model/target.js';
import type { InsideView } from './inside-view.js';

/** A folder that processes of the container can write to. */
interface SharedFolder {
  /** Its path as we see it. */
  readonly here: string;
  /** Its path as they see it. */
  readonly inside: string;
}

async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async () => {
    // It is on another file system.
    await copyFile(from, to);
    await rm(from, { force: true });
  });
}

/**
 * Lets a process write its snapshot where it can, and moves the file to where it was asked for. Its name ends with the
 * pid that is used here.
 */
async function fetchSnapshot(
  result: HeapSnapshotResult,
  wantedPrefix: string,
  { hostPid }: InsideView,
  folder: SharedFolder,
): Promise<HeapSnapshotResult> {
  const pid = hostPid(result.pid);
  if (result.status === 'declined') return { ...result, pid };
  const file = `${wantedPrefix}-${pid}.heapsnapshot`;
  await move(path.join(folder.here, path.basename(result.file)), file);
  return { ...result, pid, file };
}

const diagnosisInside = (diagnosis: AgentDiagnosis, view: InsideView, folder: SharedFolder): AgentDiagnosis => ({
  get runtime() {
    return diagnosis.runtime;
  },
  get scripts() {
    return diagnosis.scripts.map((script) => view.toHere({ script }).script);
  },
  watch: (depth) => diagnosis.watch(depth),
  markHeap: () => diagnosis.markHeap(),
  growths: async () => view.toHere(await diagnosis.growths()),
  origins: async () =>
    (await diagnosis.origins()).map((origin) => ({ ...view.toHere(origin), pid: view.hostPid(origin.pid) })),
  allocations: async () => view.toHere(await diagnosis.allocations()),
  follow: (request) => diagnosis.follow(view.toInside(request)),
  followed: async (searchMs) =>
    (await diagnosis.followed(searchMs)).map((each) => ({ ...view.toHere(each), pid: view.hostPid(each.pid) })),
  async writeHeapSnapshots({ filePrefix, limitBytes }) {
    const inside = path.join(folder.inside, path.basename(filePrefix));
    const written = await diagnosis.writeHeapSnapshots({ filePrefix: inside, limitBytes });
    return Promise.all(written.map((result) => fetchSnapshot(result, filePrefix, view, folder)));
  },
});

/**
 * The agents in the processes of a container, as if those were processes of this machine: with the pids and the paths
 * that are valid here.
 */
export function agentsInside(agents: AgentGroup, view: InsideView, folder: SharedFolder): AgentGroup {
  const translated = (readings: readonly AgentReading[]): readonly AgentReading[] =>
    readings.map((reading) => ({ ...reading, pid: view.hostPid(reading.pid) }));
  return {
    get connected() {
      return agents.connected;
    },
    read: async () => translated(await agents.read()),
    collect: async (isCounting) => translated(await agents.collect(isCounting)),
    timers: () => agents.timers(),
    lookForPools: () => agents.lookForPools(),
    withPatience: (patienceMs) => agentsInside(agents.withPatience(patienceMs), view, folder),
    diagnosis: agents.diagnosis === null ? null : diagnosisInside(agents.diagnosis, view, folder),
  };
}
