import { expect } from 'chai';
import { fixedMetrics } from '../../../src/model/metrics/catalogue.js';
import { heapMetrics } from '../../../src/model/runtimes/catalogue.js';
import { listFiles, readText } from './markdown.js';

/**
 * Where the name of a metric may stand, beside its definition and its probe: what is said there is of this one metric and of
 * no other. Who adds a metric changes none of them.
 */
const ofOneMetric: Readonly<Record<string, readonly string[]>> = {
  // The heap, and what is beside it, which need judges of their own.
  heap: [
    'analysis/findings/group-findings.ts',
    'analysis/judge/judge-last-witness.ts',
    'analysis/judge/judge-metrics.ts',
    'analysis/result/target-warnings.ts',
    'attribution/culprits/heap-culprits.ts',
    'run/diagnose/plan.ts',
    'run/doctor/doctor-checks.ts',
  ],
  // What a process tree is, and what its descriptors are.
  processes: [
    'analysis/budgets/judge-budgets.ts',
    'analysis/judge/pending-timers.ts',
    'analysis/processes/replaced-processes.ts',
    'attribution/culprits/advice.ts',
    'attribution/node/advice.ts',
  ],
  // The pools that the agent sees.
  pools: ['analysis/symptoms/pool-symptoms.ts'],
};

const yielding = ['model/metrics/', 'model/runtimes/', 'model/services/', 'sampling/probes/', 'runtimes/', 'agents/'];

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

/** Words that are names of other things as well: a socket is a kind of origin, threads are a field. */
const isAmbiguous = (metric: string): boolean => /^[a-z]+$/.test(metric) && metric !== 'fds' && metric !== 'children';

const quoted = new RegExp(
  `'(?:${fixedMetrics
    .filter((metric) => !isAmbiguous(metric))
    .map((metric) => metric.replace('.', '\\.'))
    .join('|')}|handles\\.[A-Za-z]+)'`,
);

describe('the name of a metric', () => {
  const sources = ['harness/src', 'page/src']
    .flatMap((root) => listFiles(/\.(c?ts|tsx)$/, root))
    .map((file) => ({ file: file.replace(/^harness\/src\//, ''), code: withoutComments(readText(file)) }));
  const naming = sources.filter(({ code }) => quoted.test(code)).map(({ file }) => file);

  it('stands in its definition, in its probe, and in rules of this one metric', () => {
    const allowed = [...yielding, ...Object.values(ofOneMetric).flat()];
    expect(naming.filter((file) => !allowed.some((place) => file.startsWith(place)))).to.deep.equal([]);
  });

  it('is that of no runtime in a rule: each asks for the heap of whatever the target runs in', () => {
    const heaps = new RegExp(`\\b(${heapMetrics.join('|')})\\b`);
    const ofRuntimes = ['model/runtimes/', 'runtimes/', 'agents/', 'run/doctor/'];
    const others = sources.filter(({ file }) => !ofRuntimes.some((place) => file.startsWith(place)));
    expect(others.filter(({ code }) => heaps.test(code)).map(({ file }) => file)).to.deep.equal([]);
  });

  it('does not stay listed where it is no longer', () => {
    const listed = Object.values(ofOneMetric).flat();
    expect(listed.filter((place) => !naming.some((file) => file.startsWith(place)))).to.deep.equal([]);
  });
});
