import { expect } from 'chai';
import { fixedMetrics } from '../../../src/model/metrics/catalogue.js';
import { failureOf, minimal } from './minimal-config.js';

/** The lines that name problems, without the frame around them. */
const problemsOf = (config: unknown): readonly string[] =>
  failureOf(config)
    .split('\n')
    .filter((line) => line.startsWith('  - '))
    .map((line) => line.slice(4));

const withTarget = (target: object) => ({ ...minimal, targets: [target] });
const withEndpoint = (endpoint: unknown) => ({ ...minimal, endpoints: [endpoint] });

describe('config: messages of CONFIG_INVALID and UNKNOWN_METRIC', () => {
  it('lists every problem with its place, the value seen and what is allowed', () => {
    const config = {
      targets: [{ name: '', comand: 'node server.js' }],
      endpoints: ['GTE /x'],
      conections: 4,
      budget: { seconds: -3 },
      seed: 1.5,
    };
    expect(failureOf(config)).to.equal(
      [
        'CONFIG_INVALID: The configuration in /project/leakline.config.ts has 6 problems:',
        '  - targets[0].name: saw ""; allowed: a non-empty string',
        '  - targets[0].comand: unknown key; did you mean "command"?',
        '  - endpoints[0]: saw "GTE /x"; allowed: an HTTP method; did you mean "GET"?',
        '  - budget.seconds: saw -3; allowed: a number of seconds greater than 0',
        '  - seed: saw 1.5; allowed: a whole number from 0 to 4294967295',
        '  - conections: unknown key; did you mean "connections"?',
        'Correct it and run again.',
      ].join('\n'),
    );
  });

  it('names what is missing, and says "one problem" for one', () => {
    expect(failureOf({})).to.equal(
      [
        'CONFIG_INVALID: The configuration in /project/leakline.config.ts has one problem:',
        '  - targets: missing; allowed: an array of targets',
        'Correct it and run again.',
      ].join('\n'),
    );
  });

  const cases: readonly (readonly [title: string, config: unknown, problem: string])[] = [
    [
      'a configuration that is no object',
      'nonsense',
      'configuration: saw "nonsense"; allowed: an object (export default defineConfig({ … }))',
    ],
    [
      'too many connections',
      { ...minimal, connections: 257 },
      'connections: saw 257; allowed: a whole number from 1 to 256',
    ],
    [
      'a budget that is misspelt',
      { ...minimal, budgets: { 'pg.conections': 20 } },
      'budgets["pg.conections"]: unknown budget; did you mean "pg.connections"?',
    ],
    [
      'a budget that is no number',
      withTarget({ name: 'app', command: 'x', budgets: { latencyP95Ms: '200 ms' } }),
      'targets[0].budgets.latencyP95Ms: saw "200 ms"; allowed: a number, 0 or more',
    ],
    [
      'a budget below nothing',
      { ...minimal, budgets: { heapPeakBytes: -1 } },
      'budgets.heapPeakBytes: saw -1; allowed: a number, 0 or more',
    ],
    [
      'an error rate in percent',
      { ...minimal, budgets: { errorRate: 5 } },
      'budgets.errorRate: saw 5; allowed: a share from 0 to 1, e.g. 0.01 for 1 %',
    ],
    [
      'an invariant that does not say how to read its value',
      { ...minimal, invariants: [{ name: 'stored', equals: 'GET /' }] },
      'invariants[0]: give one of "postgres", "mysql", "redis" and "shell", which tells how to read the value; saw 0',
    ],
    [
      'an invariant of an endpoint that is not driven',
      { ...minimal, invariants: [{ name: 'stored', shell: 'echo 1', equals: 'GET /x' }] },
      'target "app", invariant "stored": no endpoint "GET /x"; did you mean "GET /"?',
    ],
    [
      'an invariant that asks a service nobody starts',
      { ...minimal, invariants: [{ name: 'stored', postgres: 'select 1', equals: 1 }] },
      'target "app", invariant "stored": asks postgres, which is not among "services"; add services: { postgres: true }',
    ],
    [
      "data to restore into somebody's database",
      { ...minimal, services: { postgres: { restore: 'data.sql', url: 'postgres://127.0.0.1/shop' } } },
      'services.postgres.restore: only a server that Leakline starts can be restored, but a URL names another one; remove the URL (or DATABASE_URL from the environment), or set provider: "embedded"',
    ],
    [
      'an unknown key with no neighbour',
      { ...minimal, services: { mongodb: {} } },
      'services.mongodb: unknown key; known keys: postgres, mysql, redis',
    ],
    [
      'a service that is neither flag nor object',
      { ...minimal, services: { redis: 'yes' } },
      'services.redis: saw "yes"; allowed: true, false or an object',
    ],
    [
      'a service address of another kind, its password hidden',
      { ...minimal, services: { postgres: { url: 'mysql://me:secret@host/db' } } },
      'services.postgres.url: saw "mysql://me:***@host/db"; allowed: a postgres:// address',
    ],
    [
      'an image that is a flag',
      { ...minimal, services: { postgres: { image: '--privileged' } } },
      'services.postgres.image: saw "--privileged"; allowed: the name of an image, e.g. "postgres:17"',
    ],
    [
      'a proxy that is neither started nor running',
      { ...minimal, targets: [{ name: 'app', command: 'node app.js', proxy: { port: 8080 } }] },
      'targets[0].proxy: give either "command" (to start the proxy) or "url" (it already runs)',
    ],
    [
      'a template for a proxy that runs already',
      {
        ...minimal,
        targets: [{ name: 'app', command: 'node app.js', proxy: { url: 'http://127.0.0.1:80', template: 'x' } }],
      },
      'targets[0].proxy: "template" goes with "command", not with "url"',
    ],
    ['no targets', { ...minimal, targets: [] }, 'targets: saw an array of 0; allowed: at least one target'],
    [
      'neither command nor url',
      withTarget({ name: 'app' }),
      'targets[0]: give either "command" (to start it) or "url" (it already runs)',
    ],
    [
      'a pid beside a command',
      withTarget({ name: 'app', command: 'node x', pid: 3 }),
      'targets[0]: "pid" goes with "url"; a "command" gets its own process',
    ],
    [
      'an agent for no process',
      withTarget({ name: 'app', url: 'http://127.0.0.1:1', attach: true }),
      'targets[0]: "attach" goes with "pid", the process that gets the agent',
    ],
    [
      'settings of a process beside a url',
      withTarget({ name: 'app', url: 'http://127.0.0.1:1', port: 3, agent: true }),
      'targets[0]: "port", "agent" goes with "command", not with "url"',
    ],
    [
      'a url with a path',
      withTarget({ name: 'app', url: 'http://127.0.0.1:1/api' }),
      'targets[0].url: saw "http://127.0.0.1:1/api"; allowed: an http:// or https:// address without a path, e.g. "http://127.0.0.1:3000"',
    ],
    [
      'an environment value that is no string, its value hidden',
      withTarget({ name: 'app', command: 'node x', env: { PIN: 1234 } }),
      'targets[0].env.PIN: saw a number; allowed: a string',
    ],
    [
      'an unknown expectation',
      withTarget({ name: 'app', command: 'node x', expect: 'leaky' }),
      'targets[0].expect: saw "leaky"; allowed: one of "leaking", "clean"',
    ],
    [
      'a path without a slash',
      withEndpoint('api/x'),
      'endpoints[0]: saw "api/x"; allowed: a path that begins with "/" and has no spaces',
    ],
    [
      'an endpoint of a wrong type',
      withEndpoint(7),
      'endpoints[0]: saw 7; allowed: "METHOD /path" or "/path", or an object',
    ],
    [
      'an unknown key of an endpoint',
      withEndpoint({ path: '/', header: {} }),
      'endpoints[0].header: unknown key; did you mean "headers"?',
    ],
    ['an endpoint without path and steps', withEndpoint({ method: 'GET' }), 'endpoints[0]: give "path", or "steps"'],
    [
      'a path beside steps',
      withEndpoint({ path: '/', steps: ['/'] }),
      'endpoints[0]: give "path" in each of "steps", not beside them',
    ],
    [
      'two bodies',
      withEndpoint({ steps: [{ path: '/', body: 'a', bodyBase64: 'AA==' }] }),
      'endpoints[0].steps[0]: give "body" or "bodyBase64", not both',
    ],
    [
      'a range of statuses the wrong way round',
      withEndpoint({ path: '/', expectStatus: [500, 400] }),
      'endpoints[0].expectStatus: saw an array of 2; allowed: [from, to] with from not above to',
    ],
    [
      'a status that is none',
      withEndpoint({ path: '/', expectStatus: 'ok' }),
      'endpoints[0].expectStatus: saw "ok"; allowed: a status from 100 to 599, or [from, to]',
    ],
    [
      'a header that we compute',
      withEndpoint({ path: '/', headers: { 'Content-Length': '3' } }),
      'endpoints[0].headers["Content-Length"]: is set by Leakline; leave it out',
    ],
    [
      'a header value with a line break',
      withEndpoint({ path: '/', headers: { 'x-a': 'b\r\nc' } }),
      'endpoints[0].headers["x-a"]: Invalid character in header content ["x-a"]',
    ],
    [
      'a tolerance below 0',
      { ...minimal, tolerances: { fds: -1 } },
      'tolerances.fds: saw -1; allowed: a number, 0 or more',
    ],
    [
      'a date that is none',
      { ...minimal, ignore: [{ fingerprint: 'a', reason: 'b', until: '2027-02-31' }] },
      'ignore[0].until: saw "2027-02-31"; allowed: a date such as "2027-01-31"',
    ],
    [
      'an endpoint given twice',
      { ...minimal, endpoints: ['/x', 'GET /x'] },
      'target "app": the endpoint "GET /x" is given twice; give one of them an "id" of its own',
    ],
    [
      'a target name given twice',
      { ...minimal, targets: [...minimal.targets, ...minimal.targets] },
      'targets: the name "app" is given twice; each target needs its own',
    ],
    [
      'no endpoints at all',
      { targets: minimal.targets },
      'target "app" has no endpoints; add endpoints: [\'GET /path\']',
    ],
  ];
  for (const [title, config, problem] of cases) {
    it(title, () => expect(problemsOf(config)).to.deep.equal([problem]));
  }

  it('names the metric that was probably meant', () => {
    expect(failureOf({ ...minimal, tolerances: { heapUsed: 1 } })).to.equal(
      'UNKNOWN_METRIC: Unknown metric "heapUsed" in "tolerances"; did you mean "heapUsedBytes"?',
    );
    expect(failureOf({ ...minimal, metrics: ['pg.conections'] })).to.equal(
      'UNKNOWN_METRIC: Unknown metric "pg.conections" in "metrics"; did you mean "pg.connections"?',
    );
  });

  it('lists the metrics when none is near', () => {
    const known = [...fixedMetrics, 'handles.<type>, objects.<type>'].join(', ');
    expect(failureOf({ ...minimal, metrics: ['temperature'] })).to.equal(
      `UNKNOWN_METRIC: Unknown metric "temperature" in "metrics"; known metrics: ${known}`,
    );
    expect(failureOf({ ...minimal, metrics: ['handles.'] })).to.contain('Unknown metric "handles."');
  });
});
