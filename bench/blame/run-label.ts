import { type ResolvedConfig, type RunEvent, resolveConfig, runLeakline, type SharedServices } from 'leakline';
import { emptyDatabase } from '../ordinary/empty-database.js';
import { expectationOf } from './expectation.js';
import { type Judgement, judge } from './judge.js';
import type { Label } from './read-labels.js';

/** What all runs share. */
export interface RunSettings {
  readonly budgetSeconds: number;
  /** `always` where the machine is busy, so that a pass has the time that it needs. */
  readonly diagnose: 'auto' | 'always';
}

export interface LabelOutcome extends Judgement {
  readonly label: Label;
  /** The longest pass that looked for culprits, with the reading of what it saw; 0 where there was none. */
  readonly diagnoseMs: number;
  /** What went wrong, and what a pass could not do. */
  readonly complaints: readonly string[];
}

function configFor(label: Label, folder: string, { budgetSeconds, diagnose }: RunSettings): ResolvedConfig {
  const user = {
    services: Object.fromEntries(label.services.map((kind) => [kind, true])),
    targets: [{ name: 'server', command: ['node', `servers/${label.server}`], ready: '/healthz' }],
    endpoints: [label.endpoint],
    budget: { seconds: budgetSeconds },
    diagnose,
  };
  return resolveConfig(user, {}, { configFile: null, cwd: folder, environment: {} });
}

/** A pass lasts from its beginning to that of the next one, or to the end of the run: targets end before. */
function watchPasses(): { readonly onEvent: (event: RunEvent) => void; readonly longestMs: () => number } {
  const startsMs: number[] = [];
  return {
    onEvent({ type }) {
      if (type === 'diagnose-start') startsMs.push(performance.now());
    },
    longestMs() {
      const endMs = performance.now();
      return Math.max(0, ...startsMs.map((startMs, index) => (startsMs[index + 1] ?? endMs) - startMs));
    },
  };
}

async function run(label: Label, folder: string, shared: SharedServices, settings: RunSettings): Promise<LabelOutcome> {
  const config = configFor(label, folder, settings);
  const services = (await shared.lend(config.services)).filter(({ kind }) => label.services.includes(kind));
  for (const { kind, url } of services) if (kind === 'postgres') await emptyDatabase(url);
  const passes = watchPasses();
  const reporter = { onEvent: passes.onEvent };
  const result = await runLeakline(config, { reporter, environment: process.env, services, writesFiles: false });
  const [target] = result.targets;
  const [endpoint] = target?.endpoints ?? [];
  const culprits = endpoint?.findings.flatMap((finding) => finding.culprits) ?? [];
  const warnings = target?.warnings.filter(({ code }) => code.startsWith('DIAGNOSE_')) ?? [];
  return {
    label,
    ...judge(target?.verdict ?? 'failed', culprits, expectationOf(folder, label)),
    diagnoseMs: passes.longestMs(),
    complaints: [target?.failure?.message ?? [], endpoint?.advice || [], warnings.map(({ message }) => message)].flat(
      2,
    ),
  };
}

/** Runs the harness on one labelled server. A run that fails is an outcome, too. */
export async function runLabel(
  label: Label,
  folder: string,
  shared: SharedServices,
  settings: RunSettings,
): Promise<LabelOutcome> {
  try {
    return await run(label, folder, shared, settings);
  } catch (error) {
    const complaints = [error instanceof Error ? error.message : String(error)];
    return { label, verdict: 'failed', culprits: [], right: 'no', isWronglyCertain: false, diagnoseMs: 0, complaints };
  }
}
