import path from 'node:path';
import type { CheckOutcome } from '../../model/budget.js';
import { isInstalled } from '../../model/is-installed.js';
import type { Culprit, EndpointResult, RunResult, TargetResult, Warning } from '../../model/result.js';
import { formatBudget } from '../format/budget.js';
import { formatCoded } from '../format/coded-message.js';
import { summarizeEndpoint } from '../format/endpoint-summary.js';
import { endpointLines } from '../format/endpoint-text.js';
import { formatInvariant } from '../format/invariant.js';
import { isAsExpected } from '../format/is-as-expected.js';
import { mergeUndecided } from '../format/merge-undecided.js';
import { toPrintableLines } from '../format/printable.js';
import { withoutCiCommands } from '../format/terminal-safe.js';

type Level = 'error' | 'warning';

/** The folders that the paths of culprits and those of annotations are relative to. */
interface Places {
  readonly cwd: string;
  readonly workspace: string;
}

/**
 * Workflow commands for GitHub Actions: one for each endpoint and target that is not as expected, on the line to blame.
 * Endpoints that are undecided for the same reason share one, because GitHub shows ten warnings of a step and drops the
 * rest.
 */
export function formatAnnotations(result: RunResult, places: Places): readonly string[] {
  return [
    ...result.warnings.map(({ code, message }) => command('warning', { title: `Leakline: ${code}` }, message)),
    ...result.targets.flatMap((target) => annotateTarget(target, places)),
  ];
}

/** The annotation for an error that kept a run from starting, such as a wrong configuration. */
export const formatErrorAnnotation = ({ code, message }: Warning): string =>
  command('error', { title: `Leakline: ${code}` }, message);

function annotateTarget(target: TargetResult, places: Places): readonly string[] {
  const { failure, name, endpoints, budgets, invariants, expectationMet } = target;
  const title = `Leakline: ${name} failed`;
  // It is no error when a service dies of the leak that it was expected to have.
  const failed =
    failure === null ? [] : [command(expectationMet ? 'warning' : 'error', { title }, formatCoded(failure))];
  const unexpected = endpoints.filter((endpoint) => !isAsExpected(target, endpoint));
  return [
    ...failed,
    ...mergeUndecided(unexpected).map((endpoint) => annotateEndpoint(target, endpoint, places)),
    ...budgets.flatMap((budget) => annotateCheck(`${name}, budget ${budget.name}`, budget, formatBudget(budget))),
    ...invariants.flatMap((invariant) =>
      annotateCheck(`${name}, invariant ${invariant.name}`, invariant, formatInvariant(invariant)),
    ),
  ];
}

/** The annotation for a budget or an invariant that was not kept. */
function annotateCheck(what: string, { outcome }: { readonly outcome: CheckOutcome }, text: string): readonly string[] {
  if (outcome === 'kept') return [];
  const level: Level = outcome === 'broken' ? 'error' : 'warning';
  return [command(level, { title: `Leakline: ${what}: ${outcome}` }, text)];
}

function annotateEndpoint({ name }: TargetResult, endpoint: EndpointResult, places: Places): string {
  const { finding } = summarizeEndpoint(endpoint);
  const [culprit] = finding?.culprits ?? [];
  const level: Level = endpoint.verdict === 'inconclusive' ? 'warning' : 'error';
  const title = `Leakline: ${name}, ${endpoint.id}: ${endpoint.verdict}`;
  const place = culprit === undefined ? {} : placeOf(culprit, places);
  return command(level, { ...place, title }, endpointLines(endpoint).join('\n'));
}

/** The place to annotate. Lines in a package or outside of the checkout cannot be annotated. */
function placeOf(culprit: Culprit, { cwd, workspace }: Places): Readonly<Record<string, string | number>> {
  const file = path.relative(workspace, path.resolve(cwd, culprit.file)).replaceAll('\\', '/');
  if (isInstalled(culprit) || file.startsWith('..') || path.isAbsolute(file)) return {};
  return { file, line: culprit.line, col: culprit.column };
}

function command(level: Level, properties: Readonly<Record<string, string | number>>, message: string): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${level} ${given.join(',')}::${escapeMessage(message)}`;
}

/** Escapes a message as `@actions/core` does. Nothing in it can begin another command, of this or another CI system. */
const escapeMessage = (text: string): string =>
  withoutCiCommands(toPrintableLines(text).join('\n'))
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
