import { isInvariantKept } from '../../analysis/invariants/judge-invariants.js';
import type { ResolvedInvariant } from '../../config/resolved-config.js';
import type { AskedNumber } from '../../model/invariant.js';
import type { InvariantRecord } from '../../model/recording.js';
import { lastLine, runShell } from '../../platform/processes/run-shell.js';
import { maskPatterns } from '../../platform/secrets/patterns.js';
import { asNumber } from '../../services/as-number.js';
import { withServices } from '../launch/service-variables.js';
import { type Experiment, recordingOf, unlessItEnds } from './experiment.js';

/** Runs a command line with `sh` and reads the number in the last line of what it prints. */
export async function askShell(
  command: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<AskedNumber> {
  const { exitCode, how, output, stdout } = await runShell(command, environment, signal);
  if (exitCode === 0) return asNumber(lastLine(stdout));
  return {
    kind: 'problem',
    problem: `the command ${how} (${maskPatterns(lastLine(output)) || 'without output'})`,
  };
}

/** Time between two looks at a value that is not right yet. */
const lookAgainMs = 100;

/** A right value is read again after this time, because it may have been right only in passing. */
const confirmAfterMs = 500;

/**
 * A question that fails only after this time got no answer: databases end a question after 8 s, and a command is ended
 * after 10 s. A run has no time for several such questions.
 */
const silentMs = 8_000;

/** The answers to the invariants' questions before the first request, in the order of the invariants. */
export type ValuesBefore = readonly AskedNumber[];

function ask(
  { world, context, target }: Experiment,
  { source, question }: ResolvedInvariant,
  signal: AbortSignal,
): Promise<AskedNumber> {
  if (source === 'shell') {
    const environment = { ...withServices(context.environment, world.services), TARGET_URL: target.baseUrl };
    return askShell(question[0] ?? '', environment, signal);
  }
  const service = world.services.find(({ kind }) => kind === source);
  if (service === undefined) return Promise.resolve({ kind: 'problem', problem: `the run has no ${source}` });
  return service.observer.ask(question);
}

type Ask = (invariant: ResolvedInvariant, signal: AbortSignal) => Promise<AskedNumber>;

/** Asks questions until one gets no answer. After that, no other question is asked. */
function askUntilSilent(experiment: Experiment): Ask {
  const { context } = experiment;
  let silent: string | null = null;
  return async (invariant, signal) => {
    if (silent !== null && silent !== invariant.name)
      return { kind: 'problem', problem: `it was not asked, because "${silent}" got no answer` };
    const startMs = context.elapsedMs();
    const value = await ask(experiment, invariant, signal);
    if (value.kind === 'problem' && context.elapsedMs() - startMs >= silentMs) silent = invariant.name;
    return value;
  };
}

/** Asks every question once. Only invariants of a change are judged by these answers; all of them are recorded. */
export async function readValuesBefore(
  experiment: Experiment,
  invariants: readonly ResolvedInvariant[],
): Promise<ValuesBefore> {
  const values: AskedNumber[] = [];
  const askNext = askUntilSilent(experiment);
  for (const invariant of invariants) {
    const value = await unlessItEnds(experiment, 'its invariants were read', (signal) => askNext(invariant, signal));
    values.push(value);
  }
  return values;
}

const numberOf = (asked: AskedNumber): number | null => (asked.kind === 'number' ? asked.value : null);

function failureOf({ compares }: ResolvedInvariant, before: AskedNumber, after: AskedNumber): string | null {
  if (compares === 'change' && before.kind === 'problem') return `Before the first request: ${before.problem}.`;
  return after.kind === 'problem' ? `After the last request: ${after.problem}.` : null;
}

/** Reads one value until it is right or its time is over. The last reading counts. */
async function awaitValue(
  experiment: Experiment,
  askNext: Ask,
  invariant: ResolvedInvariant,
  before: AskedNumber,
  endedMs: number,
  signal: AbortSignal,
): Promise<InvariantRecord> {
  const { context, target } = experiment;
  const read = async (): Promise<InvariantRecord> => {
    const after = await askNext(invariant, signal);
    return {
      type: 'invariant',
      target: target.name,
      atMs: context.elapsedMs(),
      name: invariant.name,
      before: numberOf(before),
      after: numberOf(after),
      waitedMs: Math.round(context.elapsedMs() - endedMs),
      failure: failureOf(invariant, before, after),
    };
  };
  const isKept = (record: InvariantRecord): boolean => isInvariantKept(recordingOf(experiment), invariant, record);
  for (;;) {
    const record = await read();
    if (isKept(record)) {
      await context.clock.sleep(confirmAfterMs, signal);
      const confirmed = await read();
      if (isKept(confirmed) || confirmed.waitedMs >= invariant.withinMs) return confirmed;
    } else if (record.waitedMs >= invariant.withinMs) {
      return record;
    }
    await context.clock.sleep(lookAgainMs, signal);
  }
}

/** Reads and records the value of every invariant. The experiment is over then, and the target still runs. */
export async function recordInvariants(
  experiment: Experiment,
  invariants: readonly ResolvedInvariant[],
  before: ValuesBefore,
): Promise<void> {
  if (invariants.length === 0) return;
  const { context, target } = experiment;
  const endedMs = context.elapsedMs();
  const waitMs = Math.max(...invariants.map(({ withinMs }) => withinMs));
  context.emit({ type: 'cool-down', target: target.name, waitMs, reason: 'waiting for invariants to come out' });
  const askNext = askUntilSilent(experiment);
  for (const [index, invariant] of invariants.entries()) {
    const asked = before[index] ?? { kind: 'problem', problem: 'it was not asked' };
    const record = await unlessItEnds(
      experiment,
      'its invariants were read',
      (signal) => awaitValue(experiment, askNext, invariant, asked, endedMs, signal),
      waitMs,
    );
    context.recording.append(record);
  }
}
