import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Remedy, Symptom } from '../../model/symptom.js';
import { blocksOfFullServer } from '../full-server.js';
import { summarizeReadings } from './peak.js';
import { remedies } from './remedies.js';

/** Where alerts for connection limits are usually set: a deployment that doubles its processes does not fit any more. */
const nearShare = 0.8;

const fullServers = [
  {
    code: 'pg-too-many-clients',
    server: 'PostgreSQL',
    metric: 'pg.connections',
    remedies: [remedies.sessionsAgainstLimit, remedies.sessionsByState, remedies.poolSettings],
  },
  {
    code: 'redis-too-many-clients',
    server: 'Redis',
    metric: 'redis.connections',
    remedies: [remedies.redisClients, remedies.redisTimeout],
  },
] as const;

function nearLimit(
  recording: TargetRecording,
  metric: MetricId,
  limit: number | null | undefined,
  words: {
    readonly code: string;
    readonly what: string;
    readonly advice: string;
    readonly remedies: readonly Remedy[];
  },
): readonly Symptom[] {
  const { peak } = summarizeReadings(recording, metric);
  if (peak === null || limit === null || limit === undefined || peak < nearShare * limit) return [];
  const setting = recording.start?.limits.settings[metric];
  const seen = `Up to ${peak} ${words.what} connections were open, of ${limit} that can be had${setting === undefined ? '' : ` (${setting})`}.`;
  return [{ code: words.code, seen, advice: words.advice, remedies: words.remedies }];
}

function refusals(recording: TargetRecording): readonly Symptom[] {
  const { blocks } = recording;
  return fullServers.flatMap(({ code, server, metric, remedies: offered }) => {
    const count = blocksOfFullServer(recording, metric);
    if (count === 0) return [];
    return [
      {
        code,
        seen: `${server} refused connections because it was full: answers said so in ${count} of ${blocks.length} blocks.`,
        advice:
          'Look at who holds the connections. Processes × pool size must stay below the limit; a connection for each request always runs into it.',
        remedies: offered,
      },
    ];
  });
}

/** A server that has, or nearly has, no connection left. */
export function connectionSymptoms(recording: TargetRecording): readonly Symptom[] {
  const limits = recording.start?.limits;
  return [
    ...nearLimit(recording, 'pg.connections', limits?.pgMaxConnections, {
      code: 'pg-connections-near-limit',
      what: 'PostgreSQL',
      advice:
        'Look at who holds them and whether they work or idle. Lower the pools (processes × max) before raising max_connections: each connection is a process of the server.',
      remedies: [remedies.sessionsAgainstLimit, remedies.sessionsByState, remedies.endIdle, remedies.poolSettings],
    }),
    ...nearLimit(recording, 'redis.connections', limits?.redisMaxClients, {
      code: 'redis-connections-near-limit',
      what: 'Redis',
      advice: 'Look at who is connected: one client per process is enough for most services.',
      remedies: [remedies.redisClients, remedies.redisTimeout],
    }),
    ...refusals(recording),
  ];
}
