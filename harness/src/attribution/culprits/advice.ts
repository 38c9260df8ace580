import type { ResourceKind } from '../../model/evidence.js';
import type { Culprit, Finding } from '../../model/result.js';

const subject = ({ functionName, file, line }: Culprit): string =>
  functionName === null ? `the code at ${file}:${line}` : `\`${functionName}\``;

const byMetric: Readonly<Record<string, (at: string) => string>> = {
  'pg.connections': (at) =>
    `Let ${at} take a client from one pg.Pool of the process and release it in \`finally\`; a client of its own must be ended there.`,
  'pg.idleInTransaction': (at) =>
    `Every path out of ${at} needs a COMMIT or ROLLBACK: ROLLBACK in \`catch\`, \`release()\` in \`finally\`.`,
  'redis.connections': (at) =>
    `Create the Redis client once per process and share it; if ${at} needs one of its own, \`close()\` it in \`finally\`.`,
  'pool.checkedOut': (at) =>
    `Release the client that ${at} takes in \`finally\`, so that early returns and errors give it back too.`,
  'pool.waiting': (at) => `Requests wait for the clients that ${at} never gives back: release them in \`finally\`.`,
  children: (at) => `End the process that ${at} starts when its answer is out, e.g. with an AbortSignal as \`signal\`.`,
  threads: (at) => `Reuse the workers that ${at} starts, or \`terminate()\` each in \`finally\`.`,
  sockets: (at) => `Share one keep-alive agent in ${at}, and \`destroy()\` sockets that are no longer used.`,
  fds: (at) => `Close in \`finally\` what ${at} opens; streams that end early must be destroyed.`,
};

const byKind: Readonly<Partial<Record<ResourceKind, (at: string) => string>>> = {
  'pool-client': (at) =>
    `Release the client that ${at} takes in \`finally\`, so that early returns and errors give it back too.`,
  listener: (at) =>
    `Remove the listener that ${at} adds when the request ends, or add it with an AbortSignal as \`signal\`.`,
  timeout: (at) => `Clear the timer that ${at} starts when the response closes.`,
  interval: (at) => `Clear the interval that ${at} starts when the response closes.`,
};

const holds = (culprit: Culprit, className: string): boolean =>
  culprit.retainedBy.some((link) => link.includes(`: ${className}`));

function adviceForKept(culprit: Culprit): string {
  const at = subject(culprit);
  if (culprit.retainedBy.some((link) => link.startsWith('_events'))) return byKind.listener?.(at) ?? '';
  if (holds(culprit, 'Map')) {
    return `Bound what ${at} fills: a cache with a maximum (LRU) or a time to live, or delete each entry when it is done with.`;
  }
  if (holds(culprit, 'Set')) return `Delete from the set what ${at} adds, when the response closes.`;
  if (holds(culprit, 'Array'))
    return `Shorten what ${at} appends to: a ring of fixed size, or hand it on and empty it.`;
  return `Let ${at} drop what it keeps from one request to the next.`;
}

/** What to change, in the words of the place that was found; the finding's own advice where none was. */
export function adviceWith(finding: Finding, culprits: readonly Culprit[]): string {
  const [first] = culprits;
  if (first === undefined) return finding.advice;
  if (first.kind === 'retained-by') return adviceForKept(first);
  const said = (first.resource === null ? undefined : byKind[first.resource]) ?? byMetric[finding.metric];
  return said?.(subject(first)) ?? finding.advice;
}
