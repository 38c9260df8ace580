import type { CheckOutcome } from '../../model/budget.js';
import type { EndpointResult, RunResult, TargetResult, Warning } from '../../model/result.js';
import { isFailureCode } from '../../platform/harness-error.js';
import { formatBudget } from '../format/budget.js';
import { summarizeEndpoint } from '../format/endpoint-summary.js';
import { formatEndpointText } from '../format/endpoint-text.js';
import { formatInvariant } from '../format/invariant.js';
import { isAsExpected } from '../format/is-as-expected.js';
import { element, escapeXml } from './xml.js';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

type Outcome = 'passed' | 'failure' | 'error';

interface TestCase {
  readonly outcome: Outcome;
  readonly xml: string;
}

/**
 * The run as JUnit XML. There is a suite for each target and a test for each endpoint, budget and invariant. One more
 * test tells what kept the run from starting.
 */
export function formatJunit(result: RunResult): string {
  const broken = result.warnings.filter(({ code }) => isFailureCode(code));
  const suites = [
    ...result.targets.map((target) => formatSuite(target, result.startedAt)),
    ...(broken.length === 0 ? [] : [suite('leakline', broken.map(formatRunFailure), 0, result.startedAt)]),
  ];
  const attributes = { name: 'leakline', time: seconds(result.durationMs) };
  return `${declaration}${element('testsuites', attributes, suites)}\n`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function formatSuite(target: TargetResult, startedAt: string): string {
  const cases = [
    ...(target.failure === null ? [] : [formatTargetFailure(target, target.failure)]),
    ...target.endpoints.map((endpoint) => formatCase(target, endpoint)),
    ...target.budgets.map((budget) => formatCheck(target.name, `budget ${budget.name}`, budget, formatBudget(budget))),
    ...target.invariants.map((invariant) =>
      formatCheck(target.name, `invariant ${invariant.name}`, invariant, formatInvariant(invariant)),
    ),
  ];
  return suite(target.name, cases, target.durationMs, startedAt);
}

function suite(name: string, cases: readonly TestCase[], durationMs: number, startedAt: string): string {
  const count = (wanted: Outcome): number => cases.filter(({ outcome }) => outcome === wanted).length;
  const attributes = {
    name,
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: 0,
    time: seconds(durationMs),
    timestamp: startedAt.slice(0, 19),
  };
  const xml = cases.map((each) => each.xml);
  return element('testsuite', attributes, xml);
}

/** The test of an endpoint. Undecided endpoints are not merged here, because CI systems follow tests by their names. */
function formatCase(target: TargetResult, endpoint: EndpointResult): TestCase {
  const { verdict } = endpoint;
  const text = formatEndpointText(endpoint);
  const attributes = { classname: target.name, name: endpoint.id };
  if (isAsExpected(target, endpoint)) {
    return { outcome: 'passed', xml: element('testcase', attributes, [element('system-out', {}, [escapeXml(text)])]) };
  }
  const outcome = verdict === 'failed' ? 'error' : 'failure';
  const message = `${verdict}: ${summarizeEndpoint(endpoint).headline}`;
  return { outcome, xml: element('testcase', attributes, [problem(outcome, verdict, message, text)]) };
}

/**
 * The test of a budget or an invariant. If it could not be measured, that is an error of the measurement and no failure
 * of the service.
 */
function formatCheck(
  target: string,
  name: string,
  { outcome }: { readonly outcome: CheckOutcome },
  text: string,
): TestCase {
  const attributes = { classname: target, name };
  const kinds = { kept: 'passed', broken: 'failure', unmeasured: 'error' } as const;
  const kind = kinds[outcome];
  if (kind === 'passed') {
    return { outcome: kind, xml: element('testcase', attributes, [element('system-out', {}, [escapeXml(text)])]) };
  }
  return { outcome: kind, xml: element('testcase', attributes, [problem(kind, outcome, text, text)]) };
}

/** The test of a target that failed. A service that died of the leak it was expected to have is as expected. */
function formatTargetFailure({ name, expectationMet }: TargetResult, { code, message }: Warning): TestCase {
  const attributes = { classname: name, name: 'runs' };
  if (expectationMet) {
    return {
      outcome: 'passed',
      xml: element('testcase', attributes, [element('system-out', {}, [escapeXml(message)])]),
    };
  }
  return { outcome: 'error', xml: element('testcase', attributes, [problem('error', code, message, message)]) };
}

const formatRunFailure = ({ code, message }: Warning): TestCase => ({
  outcome: 'error',
  xml: element('testcase', { classname: 'leakline', name: 'starts' }, [problem('error', code, message, message)]),
});

const problem = (outcome: Exclude<Outcome, 'passed'>, type: string, message: string, text: string): string =>
  element(outcome, { type, message }, [escapeXml(text)]);
