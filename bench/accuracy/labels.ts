import { readFileSync } from 'node:fs';
import type { ServiceKind, UserEndpoint } from 'leakline';

/** One labelled server of the corpus. The label stays on this side: the harness is given the command and the endpoint. */
export interface LabelledServer {
  readonly server: string;
  readonly framework: string;
  readonly services: readonly ServiceKind[];
  readonly endpoint: Exclude<UserEndpoint, string> & { readonly id: string };
  readonly label: 'leaking' | 'clean';
  readonly resource: string | null;
  readonly metric: string | null;
  /** Growth per request in the metric's unit; null when it is not known exactly. */
  readonly ratePerRequest: number | null;
  readonly reason: string;
}

const corpus = new URL('../corpus/', import.meta.url);

/** Every label whose server's file name or endpoint matches. */
export function readLabels(only: RegExp): readonly LabelledServer[] {
  const labels = JSON.parse(readFileSync(new URL('labels.json', corpus), 'utf8')) as readonly LabelledServer[];
  return labels.filter(({ server, endpoint }) => only.test(`${server} ${endpoint.id}`));
}

/** Folder of the server files. */
export const serverFolder = new URL('servers/', corpus);
