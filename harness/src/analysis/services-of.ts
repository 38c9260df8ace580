import type { TargetRecording } from '../model/recording.js';
import { serviceDefinitions, services } from '../model/services/catalogue.js';
import type { ServiceDefinition } from '../model/services/service-definition.js';
import type { ServiceKind } from '../model/services/service-kind.js';

/** Services of the run. Each has an entry in `ownership`. */
export const servicesOf = ({ start }: TargetRecording): readonly ServiceKind[] =>
  Object.keys(start?.ownership ?? {}) as ServiceKind[];

/**
 * The databases of a target. Where the run has none, it is the first that Leakline knows: the target may use a database
 * that nobody named.
 */
export function databasesOf(recording: TargetRecording): readonly ServiceDefinition[] {
  const own = servicesOf(recording).map((kind) => serviceDefinitions[kind]);
  const databases = own.filter(({ isDatabase }) => isDatabase);
  return databases.length > 0 ? databases : services.filter(({ isDatabase }) => isDatabase).slice(0, 1);
}
