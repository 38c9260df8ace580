import { expect } from 'chai';
import { adviceWith } from '../../../../src/attribution/culprits/advice.js';
import { culpritsFor } from '../../../../src/attribution/culprits/attribute-result.js';
import type { RecordedOrigin } from '../../../../src/model/evidence.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import type { ResourceKind } from '../../../../src/model/resource-kind.js';
import type { Culprit } from '../../../../src/model/result.js';
import { evidence, finding, origin, own } from './evidence.js';

function adviceFor(metric: MetricId, kind: ResourceKind, overrides: Partial<RecordedOrigin> = {}): string {
  const record = evidence({ origins: [origin({ kind, server: null, stack: [own('serve', 9)], ...overrides })] });
  const leak = finding(metric);
  return adviceWith(leak, culpritsFor(leak, record), 'node');
}

/** Metric, kind, what tells them apart, and what the advice has to speak of. */
const cases: readonly (readonly [MetricId, ResourceKind, string, RegExp])[] = [
  ['pool.checkedOut', 'pool-client', '', /^Release the client that `serve` takes in `finally`/],
  ['pool.waiting', 'pool-client', '', /^Requests wait for the clients that `serve` never gives back/],
  ['pg.idleInTransaction', 'transaction', '', /needs a COMMIT or ROLLBACK/],
  ['pg.connections', 'transaction', '', /needs a COMMIT or ROLLBACK/],
  ['sockets', 'socket', '127.0.0.1:80', /`destroy\(\)` the socket that `serve` opens/],
  ['sockets', 'socket', 'UDP port 53', /one UDP socket/],
  ['sockets', 'server', 'port 80', /`close\(\)` the server/],
  ['sockets', 'http-agent', '', /Make the agent once, outside of `serve`/],
  ['fds', 'file', '/etc/hosts', /^In `finally`, close what `serve` opens/],
  ['handles.FSEventWrap', 'file', '/etc/hosts', /If a request needs a watcher of its own, `close\(\)` it/],
  ['handles.Timeout', 'interval', '', /^Clear the interval/],
  ['handles.Timeout', 'timeout', '', /^Clear the timer/],
  ['children', 'child', '', /^End the process/],
  ['threads', 'worker', '', /`terminate\(\)` each/],
  ['arrayBuffersBytes', 'array-buffer', '4096 bytes', /A slice keeps the whole buffer/],
  ['externalBytes', 'array-buffer', 'WebAssembly memory, 65536 bytes', /one WebAssembly instance/],
  ['rssBytes', 'native-handle', 'TLS context', /TLS context once for each certificate/],
  ['rssBytes', 'native-handle', 'dns.Resolver', /one Resolver for the process/],
  ['rssBytes', 'native-handle', 'Histogram', /fixed set of names/],
  ['externalBytes', 'native-handle', 'zlib Gzip', /`destroy\(\)` the stream/],
  ['handles.MessagePort', 'native-handle', 'MessagePort', /`close\(\)` one port/],
  ['handles.MessagePort', 'native-handle', 'BroadcastChannel', /Open the channel once/],
  ['handles.StatWatcher', 'native-handle', 'file poller', /`fs\.unwatchFile\(\)`/],
  ['rssBytes', 'native-handle', 'something new', /^Make once, outside of `serve`/],
];

describe('attribution/culprits/advice', () => {
  for (const [metric, kind, detail, expected] of cases) {
    it(`${metric}: ${kind} ${detail}`, () => {
      expect(adviceFor(metric, kind, { details: [detail] })).to.match(expected);
    });
  }

  it('speaks of the connection where a server knows the socket', () => {
    const server = { service: 'redis' as const, connections: 32, examples: [] };
    expect(adviceFor('redis.connections', 'socket', { server })).to.match(/^Create the Redis client once/);
  });

  it('tells how to change a package that lies beside the target: a workspace, or a copy', () => {
    const stack = [{ ...own('serve', 9, 'packages/db/index.js'), package: '@acme/db@1.0.0' }];
    expect(adviceFor('handles.Timeout', 'interval', { stack })).to.equal(
      'Clear the interval that `serve` starts when the response closes.',
    );
  });

  it('sends the reader of a leak inside a package to the package and to the own call', () => {
    const inPackage = {
      ...own('quote', 4, 'node_modules/rate-desk/index.js'),
      package: 'rate-desk@1.2.0',
      isOwn: false,
    };
    const call = { ...own('budget', 22), called: { name: 'quote', isNew: false } };
    expect(adviceFor('sockets', 'socket', { stack: [inPackage, call] }))
      .to.match(/^Update rate-desk@1\.2\.0; if its newest release does the same, report it/)
      .and.match(/the call at src\/app\.ts:22 is given nothing that could undo it/);
  });

  const kept = (...retainedBy: readonly string[]): string => {
    const [acquired] = culpritsFor(finding('sockets'), evidence({ origins: [origin({ server: null })] }));
    const culprit = { ...acquired, kind: 'retained-by', resource: null, package: null, retainedBy } as Culprit;
    return adviceWith(finding('heapUsedBytes'), [culprit], 'node');
  };

  it('speaks of the collection that keeps', () => {
    expect(kept('module a.ts', 'seen: Map', '[entry]: Visit')).to.match(/^Bound what/);
    expect(kept('module a.ts', 'open: Set', '[entry]: Visit')).to.match(/^Delete from the set/);
    expect(kept('module a.ts', 'rows: Array', '[n]: Row')).to.match(/^Bound what .* appends to/);
    expect(kept('module a.ts', 'last: Span')).to.match(/drop what it keeps/);
  });

  it('speaks of a listener where one is kept, and not where a chain passes one by', () => {
    expect(kept('module a.ts', 'feed: EventEmitter', 'listeners of "tick"', '[n]: function, 1 per request')).to.match(
      /listener/,
    );
    const passing = kept('module a.ts', 'feed: EventEmitter', 'listeners of "tick"', 'rows: Array', '[n]: Row');
    expect(passing).to.match(/^Bound what .* appends to/);
  });
});
