import type { FloorRecord } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import { drivenBlocks, type FlooredBlock } from '../endpoint-blocks.js';

/** An endpoint whose requests came to wait for a connection of the database, while those that are open had nothing to do. */
export interface ExhaustedPool {
  readonly endpoint: string;
  /** That stayed open and idle. */
  readonly connections: number;
  /** Good answers until then. */
  readonly answered: number;
}

/** How pools say that none of their connections came free: pg, Knex and its kin, Sequelize, Prisma. */
const poolWords =
  /timeout exceeded when trying to connect|[Tt]imeout acquiring a connection|ResourceRequest timed out|ConnectionAcquireTimeout|Timed out fetching a new connection|\bP2024\b/;

const isStuck = ({ load }: FlooredBlock['block']): boolean =>
  load.sent > 0 && load.ok === 0 && (load.timeouts > 0 || poolWords.test(load.firstFailure ?? ''));

/** Connections that are open, where the database does nothing for any of them and holds no transaction; else 0. */
function idleConnections({ metrics }: FloorRecord): number {
  const { 'pg.connections': connections = 0, 'pg.idle': idle = 0 } = metrics;
  return idle === connections ? connections : 0;
}

/** Sockets that the target opened to anybody but the databases of the run. */
function otherSockets({ socketsByPeer, metrics }: FloorRecord): number {
  const outbound = Object.entries(socketsByPeer).filter(([peer]) => peer !== 'inbound');
  const toServers = (metrics['pg.connections'] ?? 0) + (metrics['redis.connections'] ?? 0);
  return outbound.reduce((sum, [, count]) => sum + count, 0) - toServers;
}

/** All clients of the server, the target's or not, while these blocks were driven. */
const isLevelBetween = ({ samples }: TargetRecording, fromMs: number, toMs: number): boolean => {
  const readings = samples
    .filter(({ atMs, metrics }) => atMs >= fromMs && atMs <= toMs && metrics['pg.connections'] !== undefined)
    .map(({ metrics }) => metrics['pg.connections']);
  return readings.length > 0 && new Set(readings).size === 1;
};

/**
 * Whether an endpoint that had answered fell silent for good while the connections to PostgreSQL stood still: as many as
 * before, none with a statement, none in a transaction. A slow or locked database has statements under way, and who waits
 * for another service has sockets to it. It proves no leak: what else a request may wait for leaves no trace.
 */
export function exhaustedPool(recording: TargetRecording, endpoint: string): ExhaustedPool | null {
  const blocks = drivenBlocks(recording, endpoint);
  const lastGood = blocks.findLastIndex(({ block }) => block.load.ok > 0);
  const stuck = blocks.slice(lastGood + 1);
  const [first, last] = [stuck[0], stuck.at(-1)];
  if (lastGood === -1 || first === undefined || last === undefined) return null;
  if (!stuck.every(({ block }) => isStuck(block))) return null;
  const level = idleConnections(first.before);
  const floors = stuck.map(({ after }) => after);
  const isStill = floors.every((floor) => idleConnections(floor) === level);
  const isForOthers = floors.some((floor) => otherSockets(floor) > otherSockets(first.before));
  if (level === 0 || !isStill || isForOthers) return null;
  if (!isLevelBetween(recording, first.block.startMs, last.block.endMs)) return null;
  return { endpoint, connections: level, answered: blocks.reduce((sum, { block }) => sum + block.load.ok, 0) };
}
