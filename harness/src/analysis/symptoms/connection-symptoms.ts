import type { TargetRecording } from '../../model/recording.js';
import { services } from '../../model/services/catalogue.js';
import type { Symptom } from '../../model/symptom.js';
import { blocksOfFullServer } from '../reached-limits.js';
import { summarizeReadings } from './peak.js';

/** Alerts for connection limits are usually set here: a deployment that doubles its processes does not fit any more. */
const nearShare = 0.8;

type Service = (typeof services)[number];

function nearLimit(recording: TargetRecording, service: Service): readonly Symptom[] {
  const { kind, title, prefix, connections, nearLimitAdvice, remedies } = service;
  const { limits } = recording.start ?? {};
  const limit = limits?.connections[kind];
  const { peak } = summarizeReadings(recording, connections);
  if (peak === null || limit === undefined || peak < nearShare * limit) return [];
  const setting = limits?.settings[connections];
  const seen = `Up to ${peak} ${title} connections were open, of ${limit} that can be had${setting === undefined ? '' : ` (${setting})`}.`;
  return [{ code: `${prefix}-connections-near-limit`, seen, advice: nearLimitAdvice, remedies: remedies.nearLimit }];
}

function refusals(recording: TargetRecording, service: Service): readonly Symptom[] {
  const { title, prefix, connections, remedies } = service;
  const count = blocksOfFullServer(recording, connections);
  if (count === 0) return [];
  return [
    {
      code: `${prefix}-too-many-clients`,
      seen: `${title} refused connections because it was full: answers said so in ${count} of ${recording.blocks.length} blocks.`,
      advice:
        'Look at who holds the connections. Processes × pool size must stay below the limit; a connection for each request always runs into it.',
      remedies: remedies.full,
    },
  ];
}

/** A server that has, or nearly has, no connection left. */
export const connectionSymptoms = (recording: TargetRecording): readonly Symptom[] => [
  ...services.flatMap((service) => nearLimit(recording, service)),
  ...services.flatMap((service) => refusals(recording, service)),
];
