import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FaultCase } from './fault-case.js';
import type { Ground } from './ground.js';
import { findLeftovers } from './leftovers.js';
import type { CommandEnd } from './running-command.js';

/** `wrong`: another exit code, verdict or message than the right one. `undecided`: no verdict came in time. */
export type Judgement = 'right' | 'undecided' | 'wrong' | 'hanging' | 'untyped' | 'left behind' | 'secret';

export interface CaseRules {
  /** On a busy machine a budget may end before there is a verdict. */
  readonly mayBeUndecided: boolean;
}

export const strictRules: CaseRules = { mayBeUndecided: false };

export interface CaseOutcome {
  readonly group: string;
  readonly name: string;
  readonly judgement: Judgement;
  readonly seconds: number;
  readonly limitSeconds: number;
  readonly exit: CommandEnd['exit'];
  /** What was not as it should be; empty where all was. */
  readonly details: readonly string[];
}

interface SavedResult {
  readonly targets?: readonly { readonly verdict?: string; readonly failure?: { readonly code?: string } | null }[];
  readonly failure?: { readonly code?: string } | null;
}

function savedResult(ground: Ground): SavedResult | null {
  const folder = ground.runFolders().at(-1);
  if (folder === undefined) return null;
  try {
    return JSON.parse(readFileSync(path.join(folder, 'result.json'), 'utf8')) as SavedResult;
  } catch {
    return null;
  }
}

const isUndecided = (end: CommandEnd, ground: Ground): boolean =>
  end.exit === 2 && savedResult(ground)?.targets?.[0]?.verdict === 'inconclusive';

function unlikeExpected({ expected }: FaultCase, end: CommandEnd, ground: Ground): readonly string[] {
  const said = end.stdout + end.stderr;
  const result = savedResult(ground);
  const [target] = result?.targets ?? [];
  const { exit, verdict, code, says, saysNot } = expected;
  const codes = [target?.failure?.code, result?.failure?.code];
  return [
    ...(end.exit !== null && exit.includes(end.exit) ? [] : [`exit ${end.exit}, not ${exit.join(' or ')}`]),
    ...(verdict === undefined || target?.verdict === verdict ? [] : [`verdict ${target?.verdict}, not ${verdict}`]),
    ...(code === undefined || said.includes(`[${code}]`) || codes.includes(code) ? [] : [`no [${code}]`]),
    ...(says === undefined || says.test(said) ? [] : [`does not say ${says}`]),
    ...(saysNot === undefined || !saysNot.test(said) ? [] : [`says ${saysNot}`]),
  ];
}

/** A fault of ours, or a stack of our own files. A target's own stack may be shown. */
const untypedPattern = /fault of Leakline itself|\[INTERNAL\]|^ {4}at .*\/harness\/(?:dist|src|bin)\/(?!agent)/m;

/** No report is as large. */
const largestFileBytes = 100_000_000;

/** Files and streams that a secret of the case came to. */
function secretPlaces({ stdout, stderr }: CommandEnd, ground: Ground): readonly string[] {
  const files = ground.foundFiles().filter((file) => statSync(file).size < largestFileBytes);
  const texts = [
    ...files.map((file) => [path.basename(file), readFileSync(file, 'latin1')] as const),
    ['stdout', stdout] as const,
    ['stderr', stderr] as const,
  ];
  return texts
    .filter(([, text]) => text.includes(ground.secret) || text.includes(ground.planted))
    .map(([place]) => `a secret is in ${place}`);
}

/** Judges how a case ended. The gravest thing that is wrong names it. */
export async function judgeCase(
  group: string,
  faultCase: FaultCase,
  end: CommandEnd,
  ground: Ground,
  { mayBeUndecided }: CaseRules,
): Promise<CaseOutcome> {
  const left = await findLeftovers(ground);
  const undecided = mayBeUndecided && isUndecided(end, ground);
  const secrets = secretPlaces(end, ground);
  const unlike = [...unlikeExpected(faultCase, end, ground)];
  const inspected = await faultCase.inspect?.(ground);
  if (inspected !== null && inspected !== undefined) unlike.push(inspected);
  const untyped = faultCase.expected.code === 'INTERNAL' ? null : untypedPattern.exec(end.stdout + end.stderr);
  const isHanging = end.exit === null;
  const rows: readonly (readonly [Judgement, readonly string[]])[] = [
    ['secret', secrets],
    ['hanging', isHanging ? [`killed after ${faultCase.limitSeconds} s`] : []],
    ['untyped', untyped === null ? [] : [untyped[0].trim()]],
    [undecided ? 'undecided' : 'wrong', unlike],
    ['left behind', left],
  ];
  const [first] = rows.filter(([, details]) => details.length > 0);
  return {
    group,
    name: faultCase.name,
    judgement: first?.[0] ?? 'right',
    seconds: end.seconds,
    limitSeconds: faultCase.limitSeconds,
    exit: end.exit,
    details: rows.flatMap(([, details]) => details),
  };
}
