import type { ServerConnection } from '../../model/service.js';

/**
 * Parses the reply of `CLIENT LIST`, which has a line of `name=value` pairs for each client. Replicas and the master
 * are left out.
 */
export function parseClientList(reply: string): readonly ServerConnection[] {
  return reply
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseFields)
    .filter((fields) => !/[SM]/.test(fields.get('flags') ?? ''))
    .map(toServerConnection);
}

function parseFields(line: string): ReadonlyMap<string, string> {
  // Values hold no spaces, because Redis refuses them in names.
  const pairs = line.trim().split(' ');
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function toServerConnection(fields: ReadonlyMap<string, string>): ServerConnection {
  const [clientAddress, clientPort] = parseAddress(fields.get('addr') ?? '');
  return {
    id: Number(fields.get('id')),
    clientAddress,
    clientPort,
    state: clientState(fields),
    applicationName: fields.get('name') ?? '',
    lastCommand: fields.get('cmd') ?? '',
    ageSeconds: Number(fields.get('age') ?? 0),
    idleSeconds: Number(fields.get('idle') ?? 0),
  };
}

/**
 * Splits an address such as `127.0.0.1:6379` or `[::1]:6379`. A client of the Unix socket has the socket's path and
 * port 0.
 */
function parseAddress(text: string): readonly [address: string | null, port: number | null] {
  const colon = text.lastIndexOf(':');
  const port = Number(text.slice(colon + 1));
  if (colon < 0 || port === 0 || text.startsWith('/')) return [null, null];
  return [text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port];
}

/**
 * The state of a client, by the flags of https://redis.io/docs/latest/commands/client-list/. The flag that tells most
 * is looked at first.
 */
function clientState(fields: ReadonlyMap<string, string>): string {
  const flags = fields.get('flags') ?? '';
  if (flags.includes('O')) return 'monitor';
  if (flags.includes('b')) return 'blocked';
  if (flags.includes('x')) return 'transaction';
  const subscriptions = ['sub', 'psub', 'ssub'].some((name) => Number(fields.get(name) ?? 0) > 0);
  return subscriptions || flags.includes('P') ? 'pubsub' : 'normal';
}
