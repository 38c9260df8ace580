import type { EndpointResult, RunResult } from 'leakline';
import type { FirstHourService, RouteTruth } from './first-hour-service.js';
import { routeOf } from './route-of.js';
import { commentedRoutes } from './written-routes.js';

type Routes = ReadonlyMap<string, EndpointResult>;

/** A first run that is answered with errors is not what people came for. */
function errorAnswers({ load }: EndpointResult): readonly string[] {
  return Object.entries(load.byStatus)
    .filter(([status, count]) => Number(status) >= 400 && count > 0)
    .map(([status, count]) => `${count} answers with ${status}`);
}

function describeVerdict({ verdict, findings, metrics }: EndpointResult): string {
  const about = findings[0]?.metric ?? metrics.find((metric) => metric.verdict === verdict)?.metric;
  return about === undefined ? verdict : `${verdict} (${about})`;
}

const isBehindLogin = (truth: RouteTruth): boolean => truth.endsWith('behind login');

function problemsOfDriven(truth: RouteTruth, endpoint: EndpointResult): readonly string[] {
  if (truth === 'comment') return ['is driven, though it needs a secret or changes what is there'];
  const expected = truth.startsWith('leaking') ? 'leaking' : 'clean';
  const isRight = endpoint.verdict === expected;
  return [...(isRight ? [] : [`${describeVerdict(endpoint)}, and is ${expected}`]), ...errorAnswers(endpoint)];
}

function problemsOfUndriven(truth: RouteTruth, comment: string | undefined): readonly string[] {
  if (comment === undefined) return ['is nowhere in the configuration'];
  return truth === 'comment' || truth === 'either' ? [] : [`is not driven: ${comment}`];
}

function problemsOfRoute(
  truth: RouteTruth,
  endpoint: EndpointResult | undefined,
  comment: string | undefined,
): readonly string[] {
  if (endpoint === undefined) return problemsOfUndriven(truth, comment);
  const isTooEarly = isBehindLogin(truth) && comment === undefined;
  return [...(isTooEarly ? ['was to be driven before the login was known'] : []), ...problemsOfDriven(truth, endpoint)];
}

function routesOf(endpoints: readonly EndpointResult[], routes: readonly string[]): Routes {
  return new Map(
    endpoints.map((endpoint) => [routeOf(endpoint.id, routes) ?? `${endpoint.id} (no such route)`, endpoint]),
  );
}

/**
 * What is not as it should be about one service, after its `init` and its first run.
 *
 * @param configuration as `init` wrote it before it knew a login.
 */
export function judgeService(
  { routes }: FirstHourService,
  configuration: string,
  result: RunResult | null,
  exit: number | string | null,
): readonly string[] {
  const names = Object.keys(routes);
  const target = result?.targets[0];
  const driven = routesOf(target?.endpoints ?? [], names);
  const comments = commentedRoutes(configuration, names);
  const expectedExit = Object.values(routes).some((truth) => truth.startsWith('leaking')) ? 1 : 0;
  return [
    ...Object.entries(routes).flatMap(([route, truth]) => {
      const problems = problemsOfRoute(truth, driven.get(route), comments.get(route));
      return problems.map((problem) => `${route} ${problem}`);
    }),
    ...[...driven.keys()].filter((route) => !names.includes(route)),
    ...(target?.failure ? [`the run failed: ${target.failure.message.split('\n')[0]}`] : []),
    ...(exit === expectedExit ? [] : [`exit code ${exit}, expected ${expectedExit}`]),
  ];
}
