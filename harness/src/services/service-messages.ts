import { serviceDefinitions } from '../model/services/catalogue.js';
import type { ConnectFailure } from '../model/services/service-definition.js';
import type { ServiceKind } from '../model/services/service-kind.js';
import { type ErrorCode, HarnessError } from '../platform/harness-error.js';
import type { PortListener } from '../platform/network/port-listener.js';
import { maskPatterns } from '../platform/secrets/patterns.js';

export interface ProviderFailure {
  readonly provider: string;
  readonly reason: string;
}

const titleOf = (kind: ServiceKind): string => serviceDefinitions[kind].title;

/** No provider started or found a server. Lists each one with its reason, then what to run. */
export function serviceUnavailable(kind: ServiceKind, failures: readonly ProviderFailure[]): HarnessError {
  const tried = failures.map(({ provider, reason }) => `  ${provider}: ${reason.replaceAll('\n', '\n    ')}`);
  return new HarnessError(
    'SERVICE_UNAVAILABLE',
    `${titleOf(kind)} is needed and none could be found or started. Tried:\n${tried.join('\n')}\n` +
      `Install one: ${serviceDefinitions[kind].packages.hint}; or run \`leakline setup\`; or set ${serviceDefinitions[kind].url.variable} to a running server.`,
  );
}

/** The warning's text where another server runs in place of the embedded one. */
export function fellBack(kind: ServiceKind, description: string, reason: string): string {
  const provider = description.split(' ', 1)[0];
  return (
    `${titleOf(kind)} is ${description}, because the embedded one cannot be used: ${reason}. ` +
    `If ${description} is what you want, set services.${kind}.provider to '${provider}'.`
  );
}

/** The provider that was asked for by name failed. Other ways to get a server are not offered. */
export function dockerFailed(kind: ServiceKind, reason: string): HarnessError {
  return new HarnessError(
    'SERVICE_UNAVAILABLE',
    `${titleOf(kind)} could not be started with services.${kind}.provider 'docker': ${reason}`,
  );
}

export const engineMissing = (): Error =>
  new Error('there is no `docker` command on PATH; install Docker, or choose another provider.');

export const engineRefused = (reason: string): Error =>
  new Error(`no Docker engine can be used (${reason}); start it, or set DOCKER_HOST to one that you may use.`);

export const engineSilent = (address: string, timeoutMs: number): Error =>
  new Error(
    `the Docker engine at ${address} gave no answer within ${timeoutMs / 1000} s; restart it, or set DOCKER_HOST to another.`,
  );

export const imageMissing = (image: string, reason: string): Error =>
  new Error(
    `the image ${image} is not there and could not be pulled (${reason}); pull or build it, or set \`image\` of the service to one that you have.`,
  );

export function urlMissing(kind: ServiceKind): HarnessError {
  return new HarnessError(
    'CONFIG_INVALID',
    `services.${kind}.provider is 'url' but no URL was given. Set ${serviceDefinitions[kind].url.variable}, e.g. ${serviceDefinitions[kind].url.form}.`,
  );
}

export function providerNotOffered(kind: ServiceKind, provider: string): HarnessError {
  const { title, options } = serviceDefinitions[kind];
  const own = options.providers.map((name) => `'${name}'`);
  return new HarnessError(
    'CONFIG_INVALID',
    `services.${kind}.provider is '${provider}', which ${title} does not have: ` +
      `no npm package ships a ${title} binary. Use 'auto', 'url', ${own.slice(0, -1).join(', ')} or ${own.at(-1)}.`,
  );
}

export function malformedUrl(kind: ServiceKind, url: string): HarnessError {
  return new HarnessError(
    'CONFIG_INVALID',
    `The ${titleOf(kind)} URL cannot be read: '${maskPatterns(url)}'. ` +
      `Expected the form ${serviceDefinitions[kind].url.form}, with special characters of the password percent-encoded; check \`services.${kind}.url\` or ${serviceDefinitions[kind].url.variable}.`,
  );
}

const failureCodes: Readonly<Record<ConnectFailure, ErrorCode>> = {
  refused: 'SERVICE_REFUSED',
  'wrong-credentials': 'SERVICE_AUTH_FAILED',
  exhausted: 'SERVICE_EXHAUSTED',
  'no-database': 'SERVICE_REFUSED',
  'not-permitted': 'SERVICE_AUTH_FAILED',
  'not-admitted': 'SERVICE_AUTH_FAILED',
  unreachable: 'SERVICE_UNAVAILABLE',
  'starting-up': 'SERVICE_UNAVAILABLE',
  timeout: 'SERVICE_UNAVAILABLE',
  other: 'SERVICE_UNAVAILABLE',
};

const failureTexts: Readonly<Record<ConnectFailure, readonly [what: string, next: string]>> = {
  refused: ['refused the connection', 'Start the server or correct the host and port'],
  'wrong-credentials': ['rejected the user name or password', 'Correct the credentials'],
  exhausted: [
    'has no connection left for the observer',
    'Close idle clients, raise the server\'s connection limit, or use a server of its own for the run (provider "auto" without a URL)',
  ],
  'no-database': ['has no such database', 'Create it or correct the name at the end of the URL'],
  'not-permitted': ['does not let this user read the connection list', 'Grant it to the user, or use one that may'],
  'not-admitted': ['does not let this user into the database from here', 'Let it in, or use a user or host that may'],
  unreachable: ['cannot be reached', 'Check the host name and the network'],
  'starting-up': ['is still starting up', 'Wait until it accepts connections, then run again'],
  timeout: ['did not answer in time', 'Check the host, the port and any firewall between'],
  other: ['could not be used', 'Check that this is the right kind of server'],
};

/** A server behind a URL could not be used. */
export function connectFailed(kind: ServiceKind, url: string, failure: ConnectFailure, cause: Error): HarnessError {
  const [what, usual] = failureTexts[failure];
  const next = serviceDefinitions[kind].connectHints[failure] ?? usual;
  return new HarnessError(
    failureCodes[failure],
    `${titleOf(kind)} at ${maskPatterns(url)} ${what} (${describeCause(cause)}). ${next}; the URL comes from \`services.${kind}.url\` or ${serviceDefinitions[kind].url.variable}.`,
    { cause },
  );
}

/** The server went away, or stopped answering, while the run needed it. */
export function serviceLost(kind: ServiceKind, description: string, cause: Error, outputTail: string): HarnessError {
  const output = outputTail === '' ? '' : `\nLast output of the server:\n${outputTail}`;
  return new HarnessError(
    'SERVICE_LOST',
    `${titleOf(kind)} (${description}) was lost during the run: ${describeCause(cause)}. ` +
      `Its connections can no longer be counted, so nothing after this moment can be judged. ` +
      `Check why the server ended or stopped answering, then run again.${output}`,
    { cause },
  );
}

/** The data that every target should start from could not be restored. */
export const restoreFailed = (file: string, reason: string): HarnessError =>
  new HarnessError(
    'RESTORE_FAILED',
    `The database could not be restored from ${file}: ${reason}. ` +
      'Give services.postgres.restore an SQL script or an archive of pg_dump, made with --no-owner --no-privileges.',
  );

export const dumpFailed = (file: string, reason: string): HarnessError =>
  new HarnessError(
    'DUMP_FAILED',
    `The database was not dumped to ${file}: ${reason}. ` +
      "pg_dump has to be as new as the server: install the server's version (Debian: `apt-get install -y postgresql-client`), or dump where the server runs.",
  );

/** The warning's text for a role that sees only its own sessions. */
export function limitedView(user: string): string {
  return (
    `PostgreSQL role '${user}' is neither superuser nor member of pg_monitor: state and query of other users' sessions are hidden. ` +
    `Run \`grant pg_monitor to "${user}"\` to see them.`
  );
}

/** The same for a user of MySQL. */
export const limitedMysqlView = (user: string): string =>
  `MySQL user '${user}' has no privilege PROCESS: connections of other users and open transactions are hidden. ` +
  `Run \`GRANT PROCESS ON *.* TO ${user}\` to see them.`;

export const portsTaken = (command: string, ports: readonly number[]): Error =>
  new Error(
    `${command} found each port of 127.0.0.1 in use that was free a moment before (${ports.join(', ')}); end what takes them, or run again.`,
  );

/** Somebody listens on the port that the user has fixed for a server. */
export function fixedPortTaken(
  kind: ServiceKind,
  port: number,
  holder: PortListener | null,
  cause: unknown,
): HarnessError {
  const program = holder === null || holder.program === null ? '' : ` (${holder.program})`;
  const who = holder === null ? 'another process' : `process ${holder.pid}${program}`;
  return new HarnessError(
    'PORT_IN_USE',
    `Port ${port} of 127.0.0.1, on which ${titleOf(kind)} was to be started (services.${kind}.port), is in use by ${who}. ` +
      `Stop it, or leave the port out and let Leakline choose a free one; to use that server, set services.${kind}.url.`,
    { cause },
  );
}

export const fixedPortUnusable = (kind: ServiceKind, port: number, cause: Error): Error =>
  new Error(`port ${port} (services.${kind}.port) cannot be listened on: ${cause.message}`, { cause });

/** A server that we started did not become usable. */
export function startFailed(command: string, what: string, output: string): Error {
  return new Error(`${command} ${what}${output === '' ? ', without any output' : `:\n${output}`}`);
}

function describeCause(cause: Error): string {
  // An AggregateError (`localhost` has several addresses) has a code, but an empty message.
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return cause.message === '' ? code : cause.message;
}
