import { exampleVariables, services, variablesInWords } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';

/**
 * What databases and their clients say of a table that is not there. The first group is the name. PostgreSQL's code is
 * the same in every language of its messages.
 */
const missingTables: readonly RegExp[] = [
  /relation \\?"([^"\\]+)\\?" does not exist/,
  /no such table: ([\w.]+)/,
  /Table '([^']+)' doesn't exist/,
  /[Tt]he table [`'"]([^`'"]+)[`'"] does not exist/,
  /Invalid object name '([^']+)'/,
  /\b(?:42P01|ER_NO_SUCH_TABLE|P2021|ORA-00942)\b/,
];

const refused = /ECONNREFUSED (?:\[?([\w.:-]*?)\]?:)(\d+)(?![\w:])/;
const unknownHost = /(?:ENOTFOUND|EAI_AGAIN) ([\w.-]+)/;
const portTaken = /EADDRINUSE.*?:(\d+)/;

/** The settings that name a file to start from. */
const restores = services
  .filter(({ options }) => options.isRestored)
  .map(({ kind }) => `\`services.${kind}.restore\``)
  .join(' or ');

function explainTable(text: string): string | null {
  const match = missingTables.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  if (match === undefined || match === null) return null;
  const table = match[1] === undefined ? 'A table' : `The table "${match[1]}"`;
  return (
    `${table} is not there: a database of the run starts empty. Let \`prepare\` run your migrations before the service ` +
    `starts (prepare: 'npm run migrate'), or start from a dump with ${restores}.`
  );
}

function explainRefusal(text: string, running: readonly ServiceKind[]): string | null {
  const match = refused.exec(text);
  if (match === null) return null;
  const [, host = '', port = ''] = match;
  const address = host === '' ? `port ${port}` : `${host}:${port}`;
  const server = services.find(({ defaultPort }) => String(defaultPort) === port);
  if (server === undefined) return `The service needs something at ${address}, where nobody listens. Start that first.`;
  const { kind, title } = server;
  if (!running.includes(kind)) {
    return (
      `The service looks for ${title} at ${address}, where nobody listens. Let Leakline start one: --service ${kind}, or ` +
      `services: { ${kind}: true } in a configuration.`
    );
  }
  return (
    `The service looks for ${title} at ${address}, but the server of the run is elsewhere: ${variablesInWords(kind)} say where. If your ` +
    `service reads other variables, set them: env: { ${exampleVariables(kind)} } in its target.`
  );
}

/** `'${postgres.host}' and '${redis.host}'` */
const hosts = services.map(({ kind }) => `'\${${kind}.host}'`).join(' and ');

function explainHost(text: string): string | null {
  const host = unknownHost.exec(text)?.[1];
  if (host === undefined) return null;
  return (
    `The service looks for a host "${host}", which is not known here. Set the variable that it takes the name from in ` +
    `the target's \`env\`; ${hosts} stand there for the servers of the run.`
  );
}

function explainPort(text: string): string | null {
  const port = portTaken.exec(text)?.[1];
  if (port === undefined) return null;
  return (
    `Port ${port} is taken by another process. If the service is to have that port, stop the other one and name it: ` +
    `port: ${port}, or --port ${port}. Else let it listen on process.env.PORT.`
  );
}

/** What servers and proxies answer to a client that speaks another protocol. */
const otherProtocols: readonly (readonly [pattern: RegExp, explanation: string])[] = [
  [
    /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|HTTP\/1\.1 to an SSL-enabled/i,
    'It speaks TLS: name it with https:// in --url or `url`.',
  ],
  [
    /ALPN Protocol, expected `h2`/,
    'It speaks HTTP/2 alone, and Leakline speaks HTTP/1.1: let it listen with `allowHTTP1`, or with `node:http`, for the measurement.',
  ],
];

const explainProtocol = (text: string): string | null =>
  otherProtocols.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/**
 * Explains the words of a service that cannot work: an answer, or what it printed. Null where the words are not known.
 *
 * @param running servers that the run has.
 */
export function explainText(text: string, running: readonly ServiceKind[]): string | null {
  return (
    explainTable(text) ??
    explainRefusal(text, running) ??
    explainHost(text) ??
    explainPort(text) ??
    explainProtocol(text)
  );
}
