import type { CheckOutcome } from '../../model/budget.js';
import type { EndpointResult, RunResult, TargetResult } from '../../model/result.js';
import { accusingFinding, isMemoryUnmeasured } from './endpoint-summary.js';
import { metricWords } from './metric-words.js';
import { formatBytes, formatFraction } from './number.js';
import { isAccepted } from './verdict-words.js';

/** The whole run in one sentence: what leaks, how much, and where. */
export function formatRunSentence(result: RunResult): string {
  const clauses = result.targets.map(describeTarget);
  const sentence = clauses.length === 0 ? 'Nothing was measured' : joinClauses(clauses);
  return `${result.interrupted ? 'Interrupted: ' : ''}${sentence}.`;
}

/** Whether the run is what its configuration asked for. */
export function formatExpectations({ expectationsMet, targets }: RunResult): string {
  if (targets.every(({ expect }) => expect === null)) return expectationsMet ? 'Passed' : 'Not passed';
  return expectationsMet ? 'Expectations met' : 'Expectations not met';
}

/** The verdict, and then the budgets and invariants that were not kept. */
function describeTarget(target: TargetResult): string {
  const failed = [
    describeChecks(target.budgets, 'budget', 'budgets'),
    describeChecks(target.invariants, 'invariant', 'invariants'),
  ].filter((text) => text !== '');
  return [describeVerdict(target), ...failed].join(' and ');
}

function describeChecks(checks: readonly { readonly outcome: CheckOutcome }[], one: string, many: string): string {
  const count = (wanted: CheckOutcome): number => checks.filter(({ outcome }) => outcome === wanted).length;
  const [broken, unmeasured] = [count('broken'), count('unmeasured')];
  const noun = (number: number): string => `${number} ${number === 1 ? one : many}`;
  if (broken > 0) return `breaks ${noun(broken)}`;
  return unmeasured > 0 ? `has ${noun(unmeasured)} that could not be measured` : '';
}

function describeVerdict(target: TargetResult): string {
  const accepted = target.endpoints.filter(isAccepted).length;
  if (target.verdict === 'clean' && accepted > 0)
    return `${target.name} is clean, except for what is accepted on ${accepted} ${accepted === 1 ? 'endpoint' : 'endpoints'}${describeReach(target)}`;
  const memory = target.endpoints.some(isMemoryUnmeasured) ? ', memory not measured' : '';
  if (target.verdict === 'clean') return `${target.name} is clean${describeReach(target)}${memory}`;
  if (target.verdict === 'inconclusive') return `${target.name} could not be decided${memory}`;
  if (target.verdict === 'failed') return `${target.name} failed`;
  return `${target.name} leaks${describeLeak(target.endpoints.filter(({ verdict }) => verdict === 'leaking'))}`;
}

/** Says that a target is clean only as far as its requests reached. Empty for the full proof. */
const describeReach = ({ endpoints }: TargetResult): string =>
  endpoints.some(({ bound }) => bound?.isFull === false) ? ' as far as its requests reached' : '';

function describeLeak(leaking: readonly EndpointResult[]): string {
  const first = leaking[0];
  const finding = first === undefined ? null : accusingFinding(first.findings);
  if (first === undefined || finding === null) return '';
  const { estimate } = finding.perRequest;
  const amount = finding.unit === 'bytes' ? formatBytes(estimate) : formatFraction(estimate);
  const more = leaking.length - 1;
  const others = more === 0 ? '' : ` and on ${more} more ${more === 1 ? 'endpoint' : 'endpoints'}`;
  return ` ${amount} ${metricWords(finding.metric, estimate)} per request on ${first.id}${others}`;
}

function joinClauses(clauses: readonly string[]): string {
  return clauses.length < 3 ? clauses.join('; ') : `${clauses.slice(0, -1).join('; ')}; and ${clauses.at(-1)}`;
}
