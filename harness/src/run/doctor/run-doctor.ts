import path from 'node:path';
import { resolveConfig } from '../../config/resolve-config.js';
import type { ResolvedConfig } from '../../config/resolved-config.js';
import type { DoctorCheck, DoctorReport } from '../../model/doctor.js';
import type { RunResult } from '../../model/result.js';
import type { TargetTrace } from '../../model/trace.js';
import { HarnessError } from '../../platform/harness-error.js';
import { packageRoot } from '../../platform/package-paths.js';
import { createMask } from '../../platform/secrets/create-mask.js';
import { secretsOfEnvironment } from '../../platform/secrets/environment-secrets.js';
import { withMaskedErrors } from '../../platform/secrets/mask-error.js';
import type { Reporter } from '../../report/reporter.js';
import { lookForServices } from '../../services/set-up-services.js';
import { runLeakline } from '../run.js';
import { checkAbilities, checkHeapLines, checkSteadyCode } from './ability-checks.js';
import { askAgent } from './ask-agent.js';
import {
  checkAgent,
  checkLeftBehind,
  checkMachine,
  checkSecondWitness,
  checkServices,
  checkVerdict,
  exitCodeOf,
  resolutionsOf,
} from './doctor-checks.js';
import { findsOrphan } from './find-orphan.js';
import { readMachineFacts } from './machine-facts.js';
import { readCodeTiers } from './read-code-tiers.js';
import { readShelf, shelfAppPath } from './read-shelf.js';

export interface DoctorOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** The budget of each of the two apps. */
  readonly seconds: number;
  /** Gets the events of the run of the two apps. */
  readonly reporter: Reporter;
}

/** Always the built file: the apps are run by a Node.js without a loader for TypeScript. */
const appPath = path.join(packageRoot, 'dist/run/doctor/twin-app.js');

function configOf({ cwd, environment, seconds }: DoctorOptions): ResolvedConfig {
  const targets = (['leaky', 'clean'] as const).map((name) => ({
    name,
    command: [process.execPath, appPath, name],
    // memwatch slows down what it watches. So it runs in the leaky app only: the clean app's run tells the resolution.
    env: name === 'leaky' ? { LEAKLINE_MEMWATCH: 'on' } : {},
    expect: name === 'leaky' ? ('leaking' as const) : ('clean' as const),
  }));
  const user = {
    targets,
    endpoints: ['GET /memory', 'GET /files'],
    budget: { seconds },
    // The strict bounds show what this machine can prove.
    strict: true,
    diagnose: 'never',
  };
  return resolveConfig(user, {}, { configFile: null, cwd, environment });
}

function targetOf(result: RunResult, name: string): RunResult['targets'][number] {
  const target = result.targets.find((each) => each.name === name);
  if (target === undefined) throw new HarnessError('INTERNAL', `The ${name} app was not run; please report it.`);
  return target;
}

/** A reporter that passes everything on and keeps the traces of the run when it ends. */
function keepTraces(reporter: Reporter): { readonly reporter: Reporter; traces(): readonly TargetTrace[] } {
  let traces: readonly TargetTrace[] = [];
  return {
    reporter: {
      ...reporter,
      onRunEnd: async (outcome) => {
        traces = (await outcome.document()).traces;
        await reporter.onRunEnd?.(outcome);
      },
    },
    traces: () => traces,
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const withoutUnset = (environment: DoctorOptions['environment']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** A check takes seconds. One that hangs in an unknown version of Node.js is called off after this time. */
const longestLookMs = 120_000;

type Look = (signal: AbortSignal) => Promise<readonly DoctorCheck[]>;

/** Runs a check. When it fails, the failure is its result, and the doctor goes on. */
async function rowsOf(name: string, signal: AbortSignal, look: Look) {
  try {
    return await look(AbortSignal.any([signal, AbortSignal.timeout(longestLookMs)]));
  } catch (error) {
    signal.throwIfAborted();
    return [{ name, outcome: 'unsure' as const, text: `could not be looked at: ${textOf(error)}` }];
  }
}

/**
 * Checks what V8, the agent and heap snapshots tell in this Node.js. Where no agent dials in, nothing is said here: the
 * run of the two apps shows it.
 */
async function readAbilities({ environment, signal }: DoctorOptions): Promise<readonly DoctorCheck[]> {
  const given = withoutUnset(environment);
  const code = await rowsOf('steady code', signal, async (limited) => [
    checkSteadyCode(await readCodeTiers(given, limited)),
  ]);
  const seen = await rowsOf('abilities', signal, async (limited) => {
    const answers = await askAgent(given, limited);
    return answers === null ? [] : checkAbilities(answers);
  });
  const lines = await rowsOf('heap lines', signal, async (limited) => [
    checkHeapLines(await readShelf(given, limited), shelfAppPath),
  ]);
  return [...code, ...seen, ...lines];
}

/**
 * Checks the machine and what this Node.js lets the agent see. Then measures two apps whose leaks are known: a leaky
 * and a clean one. Writes no files.
 */
export async function runDoctor(options: DoctorOptions): Promise<DoctorReport> {
  const mask = createMask(secretsOfEnvironment(options.environment));
  const report = await withMaskedErrors(mask, () => lookAround(options));
  return { ...report, checks: report.checks.map((check) => ({ ...check, text: mask.text(check.text) })) };
}

async function lookAround(options: DoctorOptions): Promise<DoctorReport> {
  const { environment, signal, reporter, seconds } = options;
  const facts = await readMachineFacts(signal);
  const looks = await lookForServices({ environment, signal });
  const leftBehind = await rowsOf('left behind', signal, async () => [
    checkLeftBehind(await findsOrphan(withoutUnset(environment))),
  ]);
  const abilities = await readAbilities(options);
  const kept = keepTraces(reporter);
  const result = await runLeakline(configOf(options), {
    reporter: kept.reporter,
    environment,
    signal,
    writesFiles: false,
  });
  signal.throwIfAborted();
  const [leaky, clean] = [targetOf(result, 'leaky'), targetOf(result, 'clean')];
  const checks = [
    ...checkMachine(facts),
    ...leftBehind,
    ...checkServices(looks),
    ...abilities,
    checkAgent(clean),
    checkSecondWitness(kept.traces().find(({ target }) => target === 'leaky')),
    checkVerdict(leaky, 'leaking'),
    checkVerdict(clean, 'clean'),
  ];
  return { checks, resolutions: resolutionsOf(clean), seconds, exitCode: exitCodeOf(checks) };
}
