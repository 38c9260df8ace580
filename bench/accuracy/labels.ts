import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServiceKind, UserEndpoint } from 'leakline';

/** One labelled server of the corpus. The label stays on this side: the harness is given the command and the endpoint. */
export interface LabelledServer {
  readonly server: string;
  /** How it is started, and in which folder. */
  readonly command: readonly string[];
  readonly folder: string;
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

/** The labelled corpora: of servers in Node.js and in Python. */
const corpora = { node: new URL('../corpus/', import.meta.url), python: new URL('../corpus/python/', import.meta.url) };

/** Every label whose server's file name or endpoint matches. Node.js's labels have no command. */
export function readLabels(language: keyof typeof corpora, only: RegExp): readonly LabelledServer[] {
  const corpus = corpora[language];
  const folder = fileURLToPath(new URL('servers/', corpus));
  const text = readFileSync(new URL('labels.json', corpus), 'utf8');
  const labels = JSON.parse(text) as readonly (Omit<LabelledServer, 'command'> & Partial<LabelledServer>)[];
  return labels
    .map((label) => ({ ...label, folder, command: label.command ?? ['node', label.server] }))
    .filter(({ server, endpoint }) => only.test(`${server} ${endpoint.id}`));
}
