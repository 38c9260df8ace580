import type { ServiceKind } from '../../model/services/service-kind.js';
import type { TriedRoute } from '../service/candidate.js';
import type { WorkingLogin } from '../service/log-in.js';
import { endpointLines, type WrittenEndpoint } from './endpoint-lines.js';
import { quote } from './literal.js';
import { setupLines } from './setup-lines.js';

/** What the configuration says about the service. */
export interface StarterService {
  readonly name: string;
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  /** Null when the service listens on the port in `PORT`. */
  readonly port: number | null;
  /** A command that makes tables and rows. It is written as a comment if nobody has seen it succeed. */
  readonly prepare: string | null;
  readonly isPrepared: boolean;
  readonly services: readonly ServiceKind[];
  readonly routes: readonly TriedRoute[];
  /** Null when nobody logged in. */
  readonly login: WorkingLogin | null;
}

/** Paths that tell whether a service is ready. */
const readyPattern = /(?:^|\/)(?:healthz?|readyz?|livez|ping|status)$/;

const isReady = ({ candidate, outcome }: TriedRoute): boolean =>
  candidate.method === 'GET' && outcome.kind === 'works' && readyPattern.test(candidate.path);

/**
 * The default budget of a minute is enough for this many endpoints. Each endpoint needs blocks and floors of its own.
 */
const endpointsPerDefaultBudget = 4;
const secondsPerEndpoint = 15;

const budgetFor = (count: number): readonly string[] =>
  count <= endpointsPerDefaultBudget ? [] : [`  budget: { seconds: ${count * secondsPerEndpoint} },`];

function envLines(env: StarterService['env']): readonly string[] {
  const entries = Object.entries(env);
  if (entries.length === 0) return [];
  return ['env: {', ...entries.map(([name, value]) => `  ${name}: ${quote(value)},`), '},'];
}

function targetLines(service: StarterService): readonly string[] {
  const { name, command, env, port, prepare, isPrepared, routes } = service;
  const ready = routes.find(isReady);
  const fields = [
    `name: ${quote(name)}`,
    `command: ${quote(command)}`,
    ...(port === null ? [] : [`port: ${port}`]),
    ...(ready === undefined ? [] : [`ready: ${quote(ready.path)}`]),
  ];
  const line = `  targets: [{ ${fields.join(', ')} }],`;
  if (line.length <= 120 && prepare === null && Object.keys(env).length === 0) return [line];
  const preparing = prepare === null ? [] : [`${isPrepared ? '' : '// '}prepare: ${quote(prepare)},`];
  const lines = [...fields.map((field) => `${field},`), ...preparing, ...envLines(env)];
  return ['  targets: [', '    {', ...lines.map((each) => `      ${each}`), '    },', '  ],'];
}

/** An example to start with, used when nothing was found. */
const firstEndpoint: WrittenEndpoint = { id: 'GET /', line: "'GET /',", isComment: false };

/** Endpoints from documents as code, and the code that they need before the configuration. */
interface WrittenEndpoints {
  readonly head: readonly string[];
  readonly endpoints: readonly string[];
}

const indented = (text: string): string => text.replace(/^/gm, '    ');

/**
 * The text of a `leakline.config.ts`. Everything that needs a value which cannot be guessed is written as a comment.
 */
export function starterConfig(service: StarterService, documented: WrittenEndpoints | null = null): string {
  const { services, routes, login } = service;
  const written = endpointLines(routes);
  const fromDocuments = (documented?.endpoints ?? []).map((endpoint) => indented(`${endpoint},`));
  const lines = written.length === 0 && fromDocuments.length === 0 ? [firstEndpoint] : written;
  const driven = lines.filter(({ isComment }) => !isComment);
  const comments = lines.filter(({ isComment }) => isComment);
  const guessed = [...driven, ...comments].map(({ line }) => `    ${line}`);
  return [
    "import { defineConfig } from 'leakline';",
    '',
    ...(documented?.head ?? []),
    '/** Every setting: docs/own-service.md of Leakline. */',
    'export default defineConfig({',
    ...(services.length === 0 ? [] : [`  services: { ${services.map((kind) => `${kind}: true`).join(', ')} },`]),
    ...targetLines(service),
    ...setupLines(routes, login).map((line) => `  ${line}`),
    '  endpoints: [',
    ...fromDocuments,
    ...guessed,
    '  ],',
    ...budgetFor(fromDocuments.length + driven.length),
    '});',
    '',
  ].join('\n');
}
