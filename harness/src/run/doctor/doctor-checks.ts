import type { CheckOutcome, DoctorCheck, DoctorReport, Resolution } from '../../model/doctor.js';
import { fixedMetrics, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { TargetResult, Verdict } from '../../model/result.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { TargetTrace } from '../../model/trace.js';
import { MiB } from '../../model/units.js';
import type { ServiceLook } from '../../services/set-up-services.js';
import type { MachineFacts } from './machine-facts.js';

/** Share of busy processors above which verdicts are less certain. It is a warning and changes no verdict. */
const tolerableBusyShare = 0.5;
const tolerableStealShare = 0.05;
/** Where sleeps are later than this, settling takes longer and latencies mean nothing. */
const tolerableLateMs = 50;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const warnIf = (isBad: boolean): CheckOutcome => (isBad ? 'warn' : 'ok');

/** Checks of the machine itself. */
export function checkMachine({ node, platform, cpus, loadPerCpu, cpu, lateMs }: MachineFacts): readonly DoctorCheck[] {
  const load = `load ${loadPerCpu.toFixed(2)} per processor`;
  const shares = cpu === null ? '' : `, ${percent(cpu.busy)} busy, ${percent(cpu.steal)} stolen by other guests`;
  const isTaken = cpu !== null && (cpu.busy > tolerableBusyShare || cpu.steal > tolerableStealShare);
  const isBusy = loadPerCpu > 1 || isTaken;
  const proc =
    platform === 'linux' && cpu !== null
      ? 'is there: files, sockets, threads and child processes are counted'
      : `is not there (${platform}): files, sockets and connections of your own cannot be counted`;
  return [
    { name: 'Node.js', outcome: 'ok', text: `${node} on ${platform}` },
    { name: '/proc', outcome: warnIf(cpu === null), text: proc },
    { name: 'processors', outcome: warnIf(isBusy), text: `${cpus}, ${load}${shares}` },
    {
      name: 'clock',
      outcome: warnIf(lateMs > tolerableLateMs),
      text: `sleeps are late by ${lateMs.toFixed(1)} ms at most`,
    },
  ];
}

/**
 * Checks whether all processes that a target leaves behind are found.
 *
 * @param findsOrphan whether a process was found that had left its parent, session and environment.
 */
export function checkLeftBehind(findsOrphan: boolean): DoctorCheck {
  const text = findsOrphan
    ? 'nobody: processes of a target are found and ended, daemons with an environment of their own included'
    : 'daemons with an environment of their own: without Linux and prlimit (package util-linux) they are not known from others';
  return { name: 'left behind', outcome: warnIf(!findsOrphan), text };
}

/** Checks which services a run could use. A missing service matters only to users who need it. */
export const checkServices = (looks: readonly ServiceLook[]): readonly DoctorCheck[] =>
  looks.map(({ kind, provider, reason }) => ({
    name: serviceDefinitions[kind].title,
    outcome: warnIf(provider === null),
    text: provider ?? `not found (${reason}); \`leakline setup\` installs it where it may`,
  }));

/** Checks whether the agent answered and could force collections. Without the agent the heap is not measured. */
export function checkAgent(clean: TargetResult): DoctorCheck {
  const isSeen = clean.endpoints.some(({ metrics }) => metrics.some(({ metric }) => metric === 'heapUsedBytes'));
  const reason = clean.unmeasured.find(({ metric }) => metric === 'heapUsedBytes')?.reason;
  return isSeen
    ? { name: 'agent', outcome: 'ok', text: 'answers, and forces collections: the heap is measured' }
    : {
        name: 'agent',
        outcome: 'fail',
        text: `the heap is not measured: ${reason ?? clean.failure?.message ?? 'unknown'}`,
      };
}

/**
 * memwatch reports the last collection but one. What the last one freed, and what finalizers did, make the difference.
 */
const tolerableDisagreementBytes = MiB / 4;

/**
 * Checks whether `@airbnb/node-memwatch`, which hooks V8 natively, saw the same heap as the agent after forced
 * collections. memwatch reports full collections only, so it also shows that the forced ones were full.
 *
 * @param trace of a target that was run with `LEAKLINE_MEMWATCH=on`.
 */
export function checkSecondWitness(trace: TargetTrace | undefined): DoctorCheck {
  const name = 'memwatch';
  const heaps = trace?.floors.values.heapUsedBytes ?? [];
  const seen = trace?.floors.values['memwatch.heapUsedBytes'] ?? [];
  const apart = seen.flatMap((bytes, index) => {
    const own = heaps[index] ?? null;
    return bytes === null || own === null ? [] : [Math.abs(bytes - own)];
  });
  if (apart.length === 0) {
    return {
      name,
      outcome: 'ok',
      text: 'not installed or not built here: no second witness of the heap, none is needed',
    };
  }
  const kilobytes = Math.ceil(Math.max(...apart) / 1000);
  const agrees = Math.max(...apart) <= tolerableDisagreementBytes;
  const text = agrees
    ? `saw the same heap after ${apart.length} forced collections, within ${kilobytes} KB`
    : `saw another heap after forced collections, up to ${kilobytes} KB apart: take figures of the heap with care`;
  return { name, outcome: warnIf(!agrees), text };
}

const outcomes = {
  leaking: { leaking: 'ok', inconclusive: 'unsure', clean: 'fail', failed: 'fail' },
  clean: { clean: 'ok', inconclusive: 'unsure', leaking: 'fail', failed: 'fail' },
} as const satisfies Record<'leaking' | 'clean', Record<Verdict, CheckOutcome>>;

/** Checks whether an app whose leaks are known got the right verdict. */
export function checkVerdict(target: TargetResult, truth: 'leaking' | 'clean'): DoctorCheck {
  const { verdict, failure, endpoints, durationMs } = target;
  const wrong = endpoints.filter((endpoint) => endpoint.verdict !== truth);
  const judged = wrong.length === 0 ? verdict : wrong.map(({ id, verdict }) => `${id} ${verdict}`).join(', ');
  const outcome = wrong.map((endpoint) => outcomes[truth][endpoint.verdict]).toSorted(byGravity)[0] ?? 'ok';
  return {
    name: truth === 'leaking' ? 'leaky app' : 'clean app',
    outcome: failure === null ? outcome : 'fail',
    text: failure === null ? `${judged}, after ${(durationMs / 1000).toFixed(1)} s` : failure.message,
  };
}

const gravestFirst: readonly CheckOutcome[] = ['fail', 'unsure', 'warn', 'ok'];
const byGravity = (a: CheckOutcome, b: CheckOutcome): number => gravestFirst.indexOf(a) - gravestFirst.indexOf(b);

/** For each metric that accuses, the smallest growth that the clean app's run could have told from no growth. */
export function resolutionsOf(clean: TargetResult): readonly Resolution[] {
  return fixedMetrics
    .filter((metric) => metricCatalogue[metric].role === 'accuses')
    .flatMap((id) => {
      const seen = clean.endpoints.flatMap(({ metrics }) => metrics.filter(({ metric }) => metric === id));
      const known = seen.flatMap(({ minimumDetectable }) => minimumDetectable ?? []);
      const [first] = seen;
      // The larger figure of the two endpoints holds for both.
      return first === undefined || known.length === 0
        ? []
        : [{ metric: id, unit: first.unit, perRequest: Math.max(...known) }];
    });
}

/** The exit code that follows from the checks. */
export function exitCodeOf(checks: readonly DoctorCheck[]): DoctorReport['exitCode'] {
  if (checks.some(({ outcome }) => outcome === 'fail')) return 3;
  return checks.some(({ outcome }) => outcome === 'unsure') ? 2 : 0;
}
