import type { BaselineEndpoint, BaselineRate } from '../../model/baseline.js';
import type { EndpointResult, ExitCode, RunResult, TargetResult } from '../../model/result.js';
import { checkExitCodes, mergeExitCodes, mergeVerdicts, targetExitCode } from '../result/conclude.js';

/**
 * The baseline after accepting what a run measured: leaking endpoints come in with their rates, clean ones go out, and
 * those that this run did not decide stay as they were.
 */
export function acceptRun(result: RunResult, before: readonly BaselineEndpoint[]): readonly BaselineEndpoint[] {
  const date = result.startedAt.slice(0, 10);
  const measured = result.targets.flatMap((target) => target.endpoints.map((endpoint) => ({ target, endpoint })));
  const decided = measured.filter(({ target, endpoint }) => isDecided(target, endpoint));
  const isDecidedNow = (accepted: BaselineEndpoint): boolean =>
    decided.some(({ target, endpoint }) => target.name === accepted.target && endpoint.id === accepted.endpoint);
  const accepted = decided.flatMap(({ target, endpoint }) =>
    endpoint.verdict === 'leaking' && target.expect !== 'leaking'
      ? [{ target: target.name, endpoint: endpoint.id, date, rates: ratesOf(endpoint) }]
      : [],
  );
  return [...before.filter((each) => !isDecidedNow(each)), ...accepted].toSorted(byName);
}

const isDecided = ({ failure }: TargetResult, { verdict }: EndpointResult): boolean =>
  failure === null && (verdict === 'leaking' || verdict === 'clean');

const nameOf = ({ target, endpoint }: BaselineEndpoint): string => `${target} ${endpoint}`;

const byName = (a: BaselineEndpoint, b: BaselineEndpoint): number => (nameOf(a) < nameOf(b) ? -1 : 1);

/** The rates of what leaks and of what is undecided. A leak with an `ignore` rule is left out: the rule accepts it. */
function ratesOf({ metrics, findings }: EndpointResult): readonly BaselineRate[] {
  const ignored = findings.filter((finding) => finding.ignored !== null).map(({ metric }) => metric);
  return metrics.flatMap(({ metric, unit, verdict, perRequest }) => {
    if (perRequest === null || ignored.includes(metric)) return [];
    return verdict === 'leaking' || verdict === 'inconclusive' ? [{ metric, unit, verdict, ...perRequest }] : [];
  });
}

/** The exit code of a run whose leaks have just been accepted. Everything else that went wrong still counts. */
export function exitCodeOnceAccepted({ exitCode, targets }: RunResult): ExitCode {
  if (exitCode !== 1) return exitCode;
  return mergeExitCodes(
    targets.flatMap((target) => {
      const { expect, verdict, endpoints } = target;
      const checks = checkExitCodes(target);
      if (expect === 'leaking') return [targetExitCode(expect, verdict), ...checks];
      const others = endpoints.map((endpoint) => (endpoint.verdict === 'leaking' ? 'clean' : endpoint.verdict));
      return [targetExitCode(expect, mergeVerdicts(others)), ...checks];
    }),
  );
}
