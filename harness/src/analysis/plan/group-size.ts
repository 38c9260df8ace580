import type { FlooredBlock } from '../endpoint-blocks.js';
import { millisecondsPerRequest } from './concurrency.js';

/** An endpoint in the next group. */
export interface GroupMember {
  /** Its blocks so far. */
  readonly driven: readonly FlooredBlock[];
  readonly connections: number;
  /** Its share of the group. */
  readonly share: number;
  /** How many requests it lacks for a verdict, where it lacks nothing else; 0 where it needs floors, too. */
  readonly missing: number;
}

/** Growth of the number of an endpoint's requests from one concurrent group to the next. */
const growthFactor = 4;

/** The shortest time that a clock can tell between two requests. */
const shortestRequestMs = 0.05;

/** Requests per millisecond that the target may answer to one endpoint. The pace of a group is the sum of these. */
const paceOf = ({ driven, connections }: GroupMember): number => {
  const last = driven.at(-1);
  if (last === undefined) return 0;
  const widened = connections / Math.max(1, last.block.connections);
  return widened / Math.max(shortestRequestMs, millisecondsPerRequest(last));
};

/**
 * The most requests for a member: as many as its connections answer in the time, as it needs, and as its last block
 * lets it grow to.
 */
function mostOf({ driven, connections, missing }: GroupMember, loadMs: number): number {
  const last = driven.at(-1)?.block;
  if (last === undefined) return connections;
  const answered = (connections * loadMs) / Math.max(shortestRequestMs, last.load.latencyMs.p50);
  return Math.min(answered, growthFactor * last.requests, missing > 0 ? missing : Number.POSITIVE_INFINITY);
}

/**
 * Requests of each endpoint in a concurrent group that loads the target for about this long. The target answers as many
 * as it did lately, and the endpoints share these. What one endpoint cannot use, because it is slow or needs no more,
 * is left to the others.
 */
export function sharedOut(
  members: readonly GroupMember[],
  loadMs: number,
): readonly { readonly requests: number; readonly connections: number }[] {
  let left = loadMs * members.reduce((sum, member) => sum + paceOf(member), 0);
  let shares = members.reduce((sum, { share }) => sum + share, 0);
  const requests = new Map<GroupMember, number>();
  const mostPerShare = (member: GroupMember): number => mostOf(member, loadMs) / member.share;
  for (const member of members.toSorted((a, b) => mostPerShare(a) - mostPerShare(b))) {
    const own = Math.min(mostOf(member, loadMs), (left * member.share) / shares);
    requests.set(member, Math.max(member.connections, Math.round(own)));
    left -= own;
    shares -= member.share;
  }
  return members.map((member) => ({ requests: requests.get(member) ?? 1, connections: member.connections }));
}
