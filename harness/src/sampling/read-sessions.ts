import type { SessionState, SessionsRecord } from '../model/recording.js';
import type { ServerConnection } from '../model/service.js';
import { serviceDefinitions } from '../model/services/catalogue.js';
import { ownedConnections } from './probes/ownership.js';
import { joinSockets, readSocketsByProcess } from './procfs/sockets.js';
import type { SamplingWorld } from './world.js';

const minuteSeconds = 60;

/** Sums up sessions by state. The most frequent state comes first. */
export function sumUpSessions(sessions: readonly ServerConnection[]): readonly SessionState[] {
  const states = [...new Set(sessions.map(({ state }) => state))];
  return states
    .map((state) => {
      const times = sessions.filter((session) => session.state === state).map(({ idleSeconds }) => idleSeconds);
      return {
        state,
        count: times.length,
        overMinute: times.filter((seconds) => seconds > minuteSeconds).length,
        longestSeconds: Math.round(Math.max(...times)),
      };
    })
    .toSorted((a, b) => b.count - a.count);
}

/** Reads the sessions that the target has now at each database of the run. */
export async function readSessions({
  services,
  target,
}: SamplingWorld): Promise<readonly Pick<SessionsRecord, 'service' | 'states'>[]> {
  const databases = services.filter(({ kind }) => serviceDefinitions[kind].sessions !== null);
  if (databases.length === 0) return [];
  const sockets =
    process.platform === 'linux' ? joinSockets((await readSocketsByProcess(await target.pids())).values()) : null;
  return Promise.all(
    databases.map(async (service) => {
      const { owned } = ownedConnections(await service.observer.connections(), sockets, service);
      return { service: service.kind, states: sumUpSessions(owned) };
    }),
  );
}
