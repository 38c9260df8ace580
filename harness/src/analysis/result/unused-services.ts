import type { TargetRecording, UsageRecord } from '../../model/recording.js';
import type { EndpointResult, Warning } from '../../model/result.js';
import { exampleVariables, serviceDefinitions, variablesInWords } from '../../model/services/catalogue.js';

/**
 * Whether nobody was connected whenever the server was asked, and nobody came and went in between. Where somebody was
 * there, it may have been the target, over a path on which connections cannot be told apart (a Unix socket, address
 * translation).
 */
function isUnused({ floors, samples }: TargetRecording, { service, opened }: UsageRecord): boolean {
  const { connections } = serviceDefinitions[service];
  const counts = [...floors, ...samples].flatMap(({ metrics }) => metrics[connections] ?? []);
  return opened === 0 && counts.length > 0 && counts.every((count) => count === 0);
}

function toWarning(target: string, { service }: UsageRecord): Warning {
  const { title, isDatabase } = serviceDefinitions[service];
  const another = isDatabase ? 'database' : title;
  const message = `${target} may be using another ${another}: it never connected to the ${title} of this run. Let it read ${variablesInWords(service)}; other names are set by its \`env\`, e.g. ${exampleVariables(service)}. Where it needs none, take ${service} out of \`services\`.`;
  return { code: 'SERVICE_UNUSED', message };
}

/** Warns of services that were asked for and that the target never used, although it answered requests. */
export function unusedServiceWarnings(
  recording: TargetRecording,
  endpoints: readonly EndpointResult[],
): readonly Warning[] {
  if (!endpoints.some(({ load }) => load.ok > 0)) return [];
  const { usage = [], target } = recording;
  return usage.filter((record) => isUnused(recording, record)).map((record) => toWarning(target.name, record));
}
