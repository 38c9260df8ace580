import type { FloorRecord } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import { services } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { drivenBlocks, type FlooredBlock } from '../endpoint-blocks.js';

/** An endpoint whose requests waited for a connection to the database, while the open ones had nothing to do. */
export interface ExhaustedPool {
  readonly endpoint: string;
  /** The database. */
  readonly service: ServiceKind;
  /** Connections that stayed open and idle. */
  readonly connections: number;
  /** Good answers until then. */
  readonly answered: number;
}

/** How pools say that none of their connections came free: pg, Knex and its kin, Sequelize, Prisma. */
const poolWords =
  /timeout exceeded when trying to connect|[Tt]imeout acquiring a connection|ResourceRequest timed out|ConnectionAcquireTimeout|Timed out fetching a new connection|\bP2024\b/;

const isStuck = ({ load }: FlooredBlock['block']): boolean =>
  load.sent > 0 && load.ok === 0 && (load.timeouts > 0 || poolWords.test(load.firstFailure ?? ''));

type Service = (typeof services)[number];

/** The number of open connections, where the database does nothing for any of them and holds no transaction; else 0. */
function idleConnections({ metrics }: FloorRecord, { connections, sessions }: Service): number {
  const open = metrics[connections] ?? 0;
  const idle = sessions === null ? 0 : (metrics[sessions.idle] ?? 0);
  return idle === open ? open : 0;
}

/** Sockets that the target opened to anybody but the servers of the run. */
function otherSockets({ socketsByPeer, metrics }: FloorRecord): number {
  const outbound = Object.entries(socketsByPeer).filter(([peer]) => peer !== 'inbound');
  const toServers = services.reduce((sum, { connections }) => sum + (metrics[connections] ?? 0), 0);
  return outbound.reduce((sum, [, count]) => sum + count, 0) - toServers;
}

/** Whether the number of all clients of the server, the target's or not, stood still while these blocks were driven. */
function isLevelBetween({ samples }: TargetRecording, { connections }: Service, fromMs: number, toMs: number): boolean {
  const readings = samples
    .filter(({ atMs, metrics }) => atMs >= fromMs && atMs <= toMs && metrics[connections] !== undefined)
    .map(({ metrics }) => metrics[connections]);
  return readings.length > 0 && new Set(readings).size === 1;
}

/** How many connections of a service stood still while blocks got no answer; null where they did not. */
function stillConnections(recording: TargetRecording, service: Service, stuck: readonly FlooredBlock[]): number | null {
  const [first, last] = [stuck[0], stuck.at(-1)];
  if (first === undefined || last === undefined) return null;
  const level = idleConnections(first.before, service);
  const isStill = stuck.every(({ after }) => idleConnections(after, service) === level);
  if (level === 0 || !isStill) return null;
  return isLevelBetween(recording, service, first.block.startMs, last.block.endMs) ? level : null;
}

/**
 * Whether an endpoint that had answered fell silent for good while the connections to its database stood still: as many
 * as before, none with a statement, none in a transaction. A slow or locked database would have statements under way,
 * and an endpoint that waits for another service would have sockets to it. It proves no leak: what else a request may
 * wait for leaves no trace.
 */
export function exhaustedPool(recording: TargetRecording, endpoint: string): ExhaustedPool | null {
  const blocks = drivenBlocks(recording, endpoint);
  const lastGood = blocks.findLastIndex(({ block }) => block.load.ok > 0);
  const stuck = blocks.slice(lastGood + 1);
  const [first] = stuck;
  if (lastGood === -1 || first === undefined || !stuck.every(({ block }) => isStuck(block))) return null;
  if (stuck.some(({ after }) => otherSockets(after) > otherSockets(first.before))) return null;
  const answered = blocks.reduce((sum, { block }) => sum + block.load.ok, 0);
  for (const service of services) {
    const connections = stillConnections(recording, service, stuck);
    if (connections !== null) return { endpoint, service: service.kind, connections, answered };
  }
  return null;
}
