import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServiceKind, UserEndpoint } from 'leakline';

/** A line of one's own code, by a text that occurs once in its file. */
export interface MarkedLine {
  readonly find: string;
  /** Below `servers/`; where left out, the server's own file. */
  readonly file?: string;
}

/** Who has to change: the author of a package, or one's own code at one of these lines. */
export type MustChange = { readonly package: string } | { readonly own: readonly MarkedLine[] };

/** A server that leaks, and what is known of it. */
export interface Label {
  /** Its file below `servers/`. */
  readonly server: string;
  readonly services: readonly ServiceKind[];
  readonly endpoint: UserEndpoint;
  readonly kind: number;
  readonly mustChange: MustChange;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isService = (value: unknown): boolean => value === 'postgres' || value === 'redis';

const isMarkedLine = (value: unknown): boolean =>
  isRecord(value) && typeof value.find === 'string' && ['string', 'undefined'].includes(typeof value.file);

function isMustChange(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if ('package' in value) return typeof value.package === 'string';
  return Array.isArray(value.own) && value.own.length > 0 && value.own.every(isMarkedLine);
}

/** What of a label is not as it has to be. */
function faultOf(value: Record<string, unknown>): string | null {
  const { server, services, endpoint, kind, mustChange } = value;
  if (typeof server !== 'string') return 'server';
  if (!Array.isArray(services) || !services.every(isService)) return 'services';
  if (typeof endpoint !== 'string' && !isRecord(endpoint)) return 'endpoint';
  if (typeof kind !== 'number') return 'kind';
  return isMustChange(mustChange) ? null : 'mustChange';
}

/** Reads `labels.json` of a set. */
export function readLabels(folder: string): readonly Label[] {
  const file = path.join(folder, 'labels.json');
  const labels: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(labels)) throw new Error(`${file} has to be an array of labels.`);
  for (const [index, label] of labels.entries()) {
    const fault = isRecord(label) ? faultOf(label) : 'label';
    if (fault !== null) throw new Error(`${file}: ${fault} of entry ${index} is ${JSON.stringify(label?.[fault])}.`);
  }
  return labels as readonly Label[];
}
