import type { EndpointLoad } from '../../model/endpoint-load.js';
import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult } from '../../model/result.js';
import type { Remedy, Symptom } from '../../model/symptom.js';
import { databasesOf } from '../services-of.js';
import { remedies } from './remedies.js';

/** What a proxy says when the service behind it does not answer as it should. */
const answers: readonly {
  readonly status: string;
  readonly name: string;
  readonly advice: string;
  readonly remedies: readonly Remedy[];
  /** Whether a look at what the database does helps. */
  readonly isOfDatabase?: true;
}[] = [
  {
    status: '502',
    name: 'Bad Gateway',
    advice:
      'The service refused the connection or broke it off. Look whether it runs, whether it restarts, whether its backlog is full, and whether it closes keep-alive connections sooner than the proxy expects (server.keepAliveTimeout).',
    remedies: [remedies.proxyLog, remedies.proxyUpstream],
  },
  {
    status: '503',
    name: 'Service Unavailable',
    advice:
      'Nginx answers like this when limit_req refuses a request and no limit_req_status is set, or when no upstream is left.',
    remedies: [remedies.proxyLog, remedies.proxyLimit],
  },
  {
    status: '504',
    name: 'Gateway Timeout',
    advice:
      'The answer took longer than the proxy waits. Find what is slow first; where it may take that long, give the proxy more time than the service gives itself.',
    remedies: [remedies.proxyTimeouts, remedies.proxyLog],
    isOfDatabase: true,
  },
  {
    status: '429',
    name: 'Too Many Requests',
    advice:
      'A rate limit refused it. All clients of this run share one address: raise rate and burst, or measure without the limit.',
    remedies: [remedies.proxyLimit],
  },
];

/** Services answer this as well, so without a proxy it does not point to one. */
const ownStatus = '503';

const countOf = (loads: readonly EndpointLoad[], status: string, whose: 'fromProxy' | 'byStatus'): number =>
  loads.reduce((sum, load) => sum + (load[whose]?.[status] ?? 0), 0);

/** Answers that proxies give. Without a proxy in the configuration nobody knows who gave them. */
export function proxySymptoms(recording: TargetRecording, endpoints: readonly EndpointResult[]): readonly Symptom[] {
  const ofDatabases = databasesOf(recording).flatMap((database) => database.remedies.busy);
  // An answer that is expected of an endpoint is no problem.
  const loads = endpoints.map(({ load }) => load).filter(({ sent, ok }) => ok < sent);
  const isBehindProxy = loads.some(({ fromProxy }) => fromProxy !== null);
  return answers.flatMap(({ status, name, advice, remedies: ofProxy, isOfDatabase }) => {
    if (!isBehindProxy && status === ownStatus) return [];
    const count = countOf(loads, status, isBehindProxy ? 'fromProxy' : 'byStatus');
    if (count === 0) return [];
    const who = isBehindProxy ? 'The proxy itself answered' : 'The service, or a proxy in front of it, answered';
    const seen = `${who} ${count} ${count === 1 ? 'request' : 'requests'} with ${status} ${name}.`;
    const offered = isOfDatabase ? [...ofProxy, ...ofDatabases] : ofProxy;
    return [{ code: `http-${status}`, seen, advice, remedies: offered }];
  });
}
