import { type Finding, type RunResult, resolveConfig, runLeakline, type SharedServices } from 'leakline';
import type { CleanServer, KnownLeak, Place } from './expected-lines.js';

/** `always` where the machine is busy, so that a pass has the time that it needs. */
export type DiagnoseMode = 'auto' | 'always';

type Culprit = Finding['culprits'][number];

/** What was named for one leak, beside what is true. */
export interface Naming {
  readonly name: string;
  readonly verdict: string;
  readonly expected: string;
  readonly dependency: string | null;
  /** As `file:line`, the likeliest first. */
  readonly named: readonly string[];
  readonly certainty: string;
  /** The labelled line came first; or it or the other right line did; or one of them was among those named. */
  readonly isFirst: boolean;
  readonly isRight: boolean;
  readonly isAmong: boolean;
  readonly warnings: readonly string[];
}

const isAt = ({ file, line }: Culprit, place: Place | null): boolean =>
  place !== null && file.endsWith(place.file) && line === place.line;

const shown = ({ file, line }: Pick<Culprit, 'file' | 'line'>): string => `${file.split('/').at(-1)}:${line}`;

/** Inside a dependency its name, its version and one's own call have to be right, too. */
const namesDependency = ({ package: name, calledFrom }: Culprit, { dependency }: KnownLeak): boolean =>
  dependency === null
    ? name === null
    : name === dependency.package && (calledFrom?.endsWith(shown(dependency.calledAt)) ?? false);

function compare(leak: KnownLeak, culprits: readonly Culprit[]): Pick<Naming, 'isFirst' | 'isRight' | 'isAmong'> {
  const [first] = culprits;
  const isRight = (culprit: Culprit): boolean =>
    (isAt(culprit, leak.place) || isAt(culprit, leak.alsoRight)) && namesDependency(culprit, leak);
  return {
    isFirst: first !== undefined && isAt(first, leak.place) && namesDependency(first, leak),
    isRight: first !== undefined && isRight(first),
    isAmong: culprits.some(isRight),
  };
}

/** Runs the harness on one server. */
async function runOn(
  leak: CleanServer,
  shared: SharedServices,
  budgetSeconds: number,
  diagnose: DiagnoseMode,
): Promise<RunResult> {
  const user = {
    services: Object.fromEntries(leak.services.map((kind) => [kind, true])),
    targets: [{ name: 'server', command: leak.command, ready: '/healthz' }],
    endpoints: [leak.endpoint],
    budget: { seconds: budgetSeconds },
    diagnose,
  };
  const config = resolveConfig(user, {}, { configFile: null, cwd: leak.cwd, environment: {} });
  const services = (await shared.lend(config.services)).filter(({ kind }) => leak.services.includes(kind));
  return runLeakline(config, { reporter: {}, environment: process.env, services, writesFiles: false });
}

/** How a clean endpoint was judged, and the lines that were blamed nevertheless. */
export async function blameClean(
  server: CleanServer,
  shared: SharedServices,
  budgetSeconds: number,
): Promise<{ readonly verdict: string; readonly blamed: readonly string[] }> {
  const result = await runOn(server, shared, budgetSeconds, 'always');
  const findings = result.targets.flatMap(({ endpoints }) => endpoints.flatMap((endpoint) => endpoint.findings));
  return { verdict: result.verdict, blamed: findings.flatMap(({ culprits }) => culprits.map(shown)) };
}

/** Runs the harness on one known leak, and looks at the line that it names. */
export async function nameCulprit(
  leak: KnownLeak,
  shared: SharedServices,
  budgetSeconds: number,
  diagnose: DiagnoseMode,
): Promise<Naming> {
  const result = await runOn(leak, shared, budgetSeconds, diagnose);
  const [target] = result.targets;
  const culprits = target?.endpoints[0]?.findings[0]?.culprits ?? [];
  return {
    name: leak.name,
    verdict: target?.verdict ?? 'failed',
    expected: shown(leak.place),
    dependency: leak.dependency?.package ?? null,
    named: culprits.map(shown),
    certainty: culprits[0]?.certainty ?? '-',
    ...compare(leak, culprits),
    warnings: target?.warnings.filter(({ code }) => code.startsWith('DIAGNOSE_')).map(({ message }) => message) ?? [],
  };
}
