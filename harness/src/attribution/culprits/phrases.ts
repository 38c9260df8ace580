import type { RecordedOrigin, RetainerLink } from '../../model/evidence.js';
import type { ResourceKind } from '../../model/resource-kind.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { listenersEdge } from '../retainers.js';

interface Phrase {
  readonly did: string;
  readonly one: string;
  readonly many: string;
  readonly undone: string;
}

const phrases: Readonly<Record<ResourceKind, Phrase>> = {
  socket: { did: 'opened', one: 'socket', many: 'sockets', undone: 'closed' },
  file: { did: 'opened', one: 'file', many: 'files', undone: 'closed' },
  timeout: { did: 'started', one: 'timer', many: 'timers', undone: 'cleared' },
  interval: { did: 'started', one: 'interval', many: 'intervals', undone: 'cleared' },
  listener: { did: 'added', one: 'listener', many: 'listeners', undone: 'removed' },
  child: { did: 'started', one: 'child process', many: 'child processes', undone: 'stopped' },
  worker: { did: 'started', one: 'worker thread', many: 'worker threads', undone: 'terminated' },
  server: { did: 'opened', one: 'server', many: 'servers', undone: 'closed' },
  'pool-client': { did: 'took', one: 'pool client', many: 'pool clients', undone: 'released' },
  transaction: { did: 'began', one: 'transaction', many: 'transactions', undone: 'ended' },
  'native-handle': { did: 'made', one: 'native object', many: 'native objects', undone: 'freed' },
  'http-agent': { did: 'made', one: 'HTTP agent', many: 'HTTP agents', undone: 'destroyed' },
  task: { did: 'started', one: 'task', many: 'tasks', undone: 'awaited or cancelled' },
  goroutine: { did: 'started', one: 'goroutine', many: 'goroutines', undone: 'ended' },
  'array-buffer': { did: 'allocated', one: 'buffer', many: 'buffers', undone: 'freed' },
};

const connectionsOf = (kind: ServiceKind): Pick<Phrase, 'one' | 'many'> => {
  const { title } = serviceDefinitions[kind];
  return { one: `${title} connection`, many: `${title} connections` };
};

/** For example `opened 32 PostgreSQL connections, none was closed`. */
export function describeOrigin({ kind, server, alive, created, details }: RecordedOrigin): string {
  const phrase = phrases[kind];
  const named = server === null ? phrase : connectionsOf(server.service);
  const isNamed = kind === 'native-handle' || kind === 'listener';
  const which = isNamed && details[0] !== undefined ? ` (${details[0]})` : '';
  const made = created ?? alive;
  const amount = `${phrase.did} ${made} ${made === 1 ? named.one : named.many}${which}`;
  if (created === undefined) return `${amount} that ${made === 1 ? 'was' : 'were'} not ${phrase.undone}`;
  if (alive >= created) return `${amount}, ${created === 1 ? 'it was not' : 'none was'} ${phrase.undone}`;
  return `${amount}, ${alive} ${alive === 1 ? 'was' : 'were'} not ${phrase.undone}`;
}

const rounded = (rate: number): string => (rate >= 10 ? rate.toFixed(0) : rate.toPrecision(2).replace(/\.?0+$/, ''));

function shownThings(className: string, isOne: boolean): string {
  const many = isOne ? '' : 's';
  if (className.startsWith('{')) return `object${many} like ${className}`;
  if (className.startsWith('function')) return `function${many}`;
  if (className === 'system / PromiseReaction') return `reaction${many} of a promise`;
  return className === 'string' ? `string${many}` : `${className}${isOne ? '' : ' objects'}`;
}

/** Whether a variable is replaced each time by something that holds its old value: a string, a linked list. */
const isOwnHolder = (retainers: readonly RetainerLink[]): boolean =>
  retainers.at(-1)?.edge !== '[n]' && retainers.at(-1)?.edge !== '[entry]';

/** For example `keeps 1 object like {page} per request in visits (Array)`. */
export function describeKeeping(className: string, perRequest: number, retainers: readonly RetainerLink[]): string {
  const member = retainers.at(-1);
  if (member !== undefined && isOwnHolder(retainers)) {
    return `makes what \`${member.edge}\` holds longer with every request`;
  }
  const holder = retainers.slice(0, -1).findLast(({ edge }) => /^#?[a-zA-Z_$]/.test(edge) && edge !== 'module');
  const where = holder === undefined ? '' : ` in \`${holder.edge}\` (${holder.className})`;
  const amount = rounded(perRequest);
  return `keeps ${amount} ${shownThings(className, amount === '1')} per request${where}`;
}

/** For example `creates the Resolver objects that stay, 1 per request`. */
export const describeCreation = (className: string, perRequest: number): string =>
  `creates the ${shownThings(className, false)} that stay, ${rounded(perRequest)} per request`;

/** For example `allocated 92 % of the bytes that survived`. */
export const describeAllocation = (share: number): string =>
  `allocated ${Math.round(share * 100)} % of the bytes that survived`;

/** Replaces the engine's internal class names by plain words. */
function inWords(className: string): string {
  if (className === 'system / PromiseReaction') return 'reaction of a promise';
  if (className === 'system / Context') return 'variables of a function';
  return className.replace(/^system \/ /, '');
}

/** For example `feed: EventEmitter`, `[n]: {page}`, `module src/cache.ts`. */
function formatRetainer({ edge, className, place }: RetainerLink): string {
  if (edge === 'module') return `module ${place?.file ?? ''}`.trimEnd();
  const where = place === null ? '' : ` (${place.file}:${place.line})`;
  const what = inWords(className);
  return `${edge === '' ? what : `${edge}: ${what}`}${where}`;
}

/** Joins an emitter's table of listeners and the list of one event into one link, because a reader sees them as one. */
function withEvents(retainers: readonly RetainerLink[]): readonly string[] {
  return retainers.flatMap((link, index) => {
    if (link.edge === listenersEdge) return [];
    return retainers[index - 1]?.edge === listenersEdge ? [`listeners of "${link.edge}"`] : [formatRetainer(link)];
  });
}

/**
 * A chain in words, with what is added per request: `module cache.js`, `entries: Map`, `[n]: Session, 1 per request`.
 */
export function formatRetainers(retainers: readonly RetainerLink[], perRequest: number): readonly string[] {
  const links = withEvents(retainers);
  return links.map((link, index) =>
    index === links.length - 1 ? `${link}, ${rounded(perRequest)} per request` : link,
  );
}
