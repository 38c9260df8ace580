import { fileURLToPath } from 'node:url';
import type { HeldGrowth } from '../../attribution/held-growth.js';
import type { CheckOutcome, DoctorCheck } from '../../model/doctor.js';
import { MiB } from '../../model/units.js';
import type { AgentAnswersInApp } from './ask-agent.js';
import { probedThings } from './probed-things.js';
import type { CodeFacts } from './read-code-tiers.js';

/** A feature of Node.js that the agent relies on, and what it means for results when it is missing. */
interface Ability {
  readonly name: string;
  readonly isThere: (answers: AgentAnswersInApp) => boolean;
  readonly there: string;
  readonly missing: string;
  readonly outcome: Exclude<CheckOutcome, 'ok'>;
}

/** The agent's own reading may allocate this much beside what the app keeps. */
const tolerableBytes = MiB / 4;
const isKept = (grownBytes: number | null): boolean =>
  grownBytes !== null && Math.abs(grownBytes - probedThings.keptBytes) <= tolerableBytes;

/**
 * Texts leave the ends of V8's pages empty, and V8 counts them as used: 1 to 2.3 MB for 64 MB of texts (Node 20 to 26).
 */
const tolerablePassingBytes = 4 * MiB;
const isPassing = (passedBytes: number | null): boolean =>
  passedBytes !== null && Math.abs(passedBytes - probedThings.passingBytes) <= tolerablePassingBytes;

/** Node.js itself makes some maps for a first connection. */
const tolerableMaps = 20;

function areTimersSeen({ timers }: AgentAnswersInApp): boolean {
  const { timeouts, timeoutMs, intervals, intervalMs } = probedThings;
  const count = (ms: number, isRepeating: boolean): number =>
    timers?.find((group) => group.delayMs === ms && group.isRepeating === isRepeating)?.count ?? 0;
  return count(timeoutMs, false) === timeouts && count(intervalMs, true) === intervals;
}

function areHandlesSeen({ reading: { activeResources } }: AgentAnswersInApp): boolean {
  const { timeouts, intervals } = probedThings;
  return activeResources?.TCPServerWrap === 1 && (activeResources.Timeout ?? 0) >= timeouts + intervals;
}

const abilities: readonly Ability[] = [
  {
    name: 'collection',
    isThere: ({ collectFailure, left }) => collectFailure === null && left === 0,
    there: 'can be forced: of what an app dropped nothing is left',
    missing:
      'cannot be forced: the heap cannot be told from garbage, and targets fail unless they run without the agent',
    outcome: 'fail',
  },
  {
    name: 'buffers',
    isThere: (answers) => isKept(answers.grownArrayBuffersBytes) && isKept(answers.grownExternalBytes),
    there: 'are seen, as external memory too',
    missing: 'are not seen as they are: figures of Buffers and external memory mean nothing',
    outcome: 'fail',
  },
  {
    name: 'census',
    isThere: ({ grownMaps }) => grownMaps !== null && Math.abs(grownMaps - probedThings.keptMaps) <= tolerableMaps,
    there: 'counts what is alive by type: objects are told from code at full speed',
    missing:
      "counts nothing, or something else: services run with V8's optimisation off, at half of their speed (CENSUS_UNKNOWN)",
    outcome: 'warn',
  },
  {
    name: 'timers',
    isThere: areTimersSeen,
    there: 'are seen as they wait: what they hold for a time is told from a leak',
    missing: 'cannot be known: memory that grows is inconclusive, never leaking (TIMERS_UNKNOWN)',
    outcome: 'unsure',
  },
  {
    name: 'handles',
    isThere: areHandlesSeen,
    there: 'are counted by type',
    missing: 'cannot be counted: listed as not measured; sockets, files and processes are counted from outside',
    outcome: 'warn',
  },
  {
    name: 'pools',
    isThere: ({ reading }) => reading.pools?.length === 1 && reading.pools[0]?.backends !== undefined,
    there: 'of pg are seen, with their connections',
    missing: 'of pg are not seen: listed as not measured; PostgreSQL itself still counts their connections',
    outcome: 'warn',
  },
  {
    name: 'answers',
    isThere: ({ answered, given }) => answered === given,
    there: 'are counted: behind a proxy its own are told from those of the target',
    missing: 'cannot be counted: behind a proxy nobody can say whose an error is (PROXY_ANSWERS_UNKNOWN)',
    outcome: 'warn',
  },
  {
    name: 'heap peaks',
    isThere: ({ passedBytes }) => isPassing(passedBytes),
    there: "can be known: V8's own collections tell what passes through the heap",
    missing:
      "cannot be known: V8's own collections tell nothing, or something else, so that `heapPeakBytes` is unmeasured or wrong",
    outcome: 'warn',
  },
  {
    name: 'gc counts',
    isThere: ({ reading }) => reading.gc !== null && reading.gc.minor > 0,
    there: 'are told by kind',
    missing: 'are not told by kind: missing among the charts, and nothing else',
    outcome: 'warn',
  },
];

/** Checks what the agent in this Node.js saw of an app whose contents are known. */
export const checkAbilities = (answers: AgentAnswersInApp): readonly DoctorCheck[] =>
  abilities.map(({ name, isThere, there, missing, outcome }) => {
    if (isThere(answers)) return { name, outcome: 'ok', text: there };
    const because = name === 'collection' && answers.collectFailure !== null ? ` (${answers.collectFailure})` : '';
    return { name, outcome, text: missing + because };
  });

const noisy = 'floors of the heap move by kilobytes, and small leaks of memory stay inconclusive';

/** Checks whether the agent's switches still keep V8's code steady. */
export function checkSteadyCode({ steady, asItComes, unknownFlags }: CodeFacts): DoctorCheck {
  const name = 'steady code';
  const warn = (text: string): DoctorCheck => ({ name, outcome: 'warn', text });
  if (unknownFlags.length > 0) return warn(`this V8 does not know ${unknownFlags.join(' ')}: ${noisy}`);
  if (steady.atFirst === null || steady.atFirst !== steady.whenHot)
    return warn(`V8 optimises in spite of the agent's switches, or does not say: ${noisy}`);
  if (asItComes.atFirst === asItComes.whenHot)
    return warn('V8 does not optimise here as it comes, so that nobody can say what the switches do');
  if (steady.atFirst === asItComes.atFirst) return warn(`V8 makes no baseline code at the first call: ${noisy}`);
  const text = `V8 knows the ${steady.flags.length} switches, and a hot function keeps the code of its first call`;
  return { name, outcome: 'ok', text };
}

/**
 * Checks whether a heap snapshot of this Node.js shows the variable and the file that keep what grew.
 *
 * @param shelf what grew most in a program that keeps things in its variable `shelf`.
 * @param file path of that program.
 */
export function checkHeapLines(shelf: HeldGrowth | undefined, file: string): DoctorCheck {
  const name = 'heap lines';
  const [module, variable] = shelf?.retainers ?? [];
  const place = module?.place?.file ?? '';
  const isFound = variable?.edge === 'shelf' && (place.startsWith('file:') ? fileURLToPath(place) : place) === file;
  const text = isFound
    ? 'can be named: a heap snapshot shows which variable of which file keeps what grew'
    : 'cannot be named: a heap snapshot does not show which file keeps what grew; verdicts do not need it';
  return { name, outcome: isFound ? 'ok' : 'warn', text };
}
