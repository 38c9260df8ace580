import type { OriginEvidence, ServerView } from '../../model/evidence.js';
import type { RunningService, ServerConnection } from '../../model/service.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';

/** A service with the connections that it had while the target was watched. */
export interface ListedService {
  readonly service: Pick<RunningService, 'kind' | 'port'>;
  readonly connections: readonly ServerConnection[];
}

const mostExamples = 3;
const longestCommand = 120;

/** Words such as `backend 4711: idle for 2.1 s, last SELECT …`. Only a database tells states other than idle. */
function describe(kind: ServiceKind, { id, state, idleSeconds, lastCommand }: ServerConnection): string {
  const { connectionNoun, sessions } = serviceDefinitions[kind];
  const forHow =
    sessions === null ? `idle for ${idleSeconds.toFixed(0)} s` : `${state} for ${idleSeconds.toFixed(1)} s`;
  return `${connectionNoun} ${id}: ${forHow}, last ${shorten(lastCommand)}`;
}

function shorten(command: string): string {
  const line = command.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return 'nothing';
  return line.length > longestCommand ? `${line.slice(0, longestCommand - 1)}…` : line;
}

/** Whether the origin dialled this port. This also works where addresses are translated on the way. */
const isDialled = ({ details }: OriginEvidence, port: number): boolean =>
  details.some((detail) => detail.endsWith(`:${port}`));

/**
 * What the servers say of an origin's sockets; null where none of them knows one. The local port alone does not
 * identify the server, because Linux gives one port to several connections when they lead to different places.
 */
export function serverViewOf(origin: OriginEvidence, listed: readonly ListedService[]): ServerView | null {
  const views = listed.map(({ service, connections }) => ({
    service,
    owned: connections.filter(({ clientPort }) => clientPort !== null && origin.localPorts.includes(clientPort)),
  }));
  const dialled = views.filter(({ service }) => isDialled(origin, service.port));
  const known = dialled.length > 0 ? dialled : views.filter(({ owned }) => owned.length > 0);
  const [likeliest] = known.toSorted((a, b) => b.owned.length - a.owned.length);
  if (likeliest === undefined) return null;
  const { service, owned } = likeliest;
  const examples = owned.slice(0, mostExamples).map((connection) => describe(service.kind, connection));
  return { service: service.kind, connections: owned.length, examples };
}
