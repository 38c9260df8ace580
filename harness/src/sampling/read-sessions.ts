import type { SessionState } from '../model/recording.js';
import type { ServerConnection } from '../model/service.js';
import { ownedConnections } from './probes/ownership.js';
import { joinSockets, readSocketsByProcess } from './procfs/sockets.js';
import type { SamplingWorld } from './world.js';

const minuteSeconds = 60;

/** Sums up sessions by state, the most numerous first. */
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

/** The target's sessions at PostgreSQL right now; null without PostgreSQL. */
export async function readSessions({ services, target }: SamplingWorld): Promise<readonly SessionState[] | null> {
  const postgres = services.find(({ kind }) => kind === 'postgres');
  if (postgres === undefined) return null;
  const sockets =
    process.platform === 'linux' ? joinSockets((await readSocketsByProcess(await target.pids())).values()) : null;
  const { owned } = ownedConnections(await postgres.observer.connections(), sockets, postgres.port);
  return sumUpSessions(owned);
}
