import { expect } from 'chai';
import { adviceWith } from '../../../../src/attribution/culprits/advice.js';
import { culpritsFor } from '../../../../src/attribution/culprits/attribute-result.js';
import type { GrowthEvidence, RecordedOrigin, SourceFrame } from '../../../../src/model/evidence.js';
import { evidence, finding, installed, origin, own } from './evidence.js';

const growth = (overrides: Partial<GrowthEvidence> = {}): GrowthEvidence => ({
  pid: 1,
  className: '{page}',
  countPerRequest: 1,
  retainedBytesPerRequest: 200,
  retainers: [
    { edge: 'module', className: 'module', place: { file: 'src/app.ts', line: 1, column: 1 } },
    { edge: 'visits', className: 'Array', place: null },
    { edge: '[n]', className: '{page}', place: null },
  ],
  keptAt: [own('recordVisit', 7)],
  createdAt: null,
  ...overrides,
});

describe('attribution/culprits', () => {
  it("names the own call beneath the package that opens a connection, with the server's view", () => {
    const record = evidence({
      origins: [origin({})],
      codeFrames: { 'src/app.ts:24': '> 24 | await client.connect();' },
    });
    const [culprit, ...others] = culpritsFor(finding('pg.connections'), record);
    expect(others).to.deep.equal([]);
    expect(culprit).to.include({
      kind: 'acquired-at',
      file: 'src/app.ts',
      line: 24,
      functionName: 'openClient',
      package: null,
      share: 1,
      certainty: 'certain',
      summary: 'opened 32 PostgreSQL connections, none was closed',
      codeFrame: '> 24 | await client.connect();',
    });
    expect(culprit?.details[0]).to.include('backend 4711');
    expect(culprit?.stack[0]).to.equal('connect (node_modules/pg/lib/connection.js:45:3)');
  });

  it('blames no socket of another service', () => {
    const redis = origin({ server: { service: 'redis', connections: 32, examples: [] } });
    expect(culpritsFor(finding('pg.connections'), evidence({ origins: [redis] }))).to.deep.equal([]);
    expect(culpritsFor(finding('redis.connections'), evidence({ origins: [redis] }))).to.have.length(1);
  });

  it('blames the client that was not released rather than the connection that the pool opened', () => {
    const taken = origin({ kind: 'pool-client', server: null, stack: [own('checkout', 31)] });
    const [culprit] = culpritsFor(finding('pg.connections'), evidence({ origins: [origin({}), taken] }));
    expect(culprit).to.include({ line: 31, summary: 'took 32 pool clients, none was released' });
    expect(culprit && adviceWith(finding('pg.connections'), [culprit], 'node')).to.match(
      /Release the client that `checkout` takes in `finally`/,
    );
  });

  it('blames the start of a worker for files that nobody was seen to open, and only for those', () => {
    const worker = origin({ kind: 'worker', server: null, stack: [own('startWriter', 12)] });
    const file = origin({ kind: 'file', server: null, stack: [own('openReport', 30)] });
    expect(culpritsFor(finding('fds'), evidence({ origins: [worker] }))[0]).to.include({ line: 12 });
    expect(culpritsFor(finding('fds'), evidence({ origins: [worker, file] }))[0]).to.include({ line: 30 });
    const metric = 'handles.FSReqPromise';
    expect(culpritsFor(finding(metric), evidence({ origins: [worker] }))[0]).to.include({ line: 12 });
    const both = culpritsFor(finding(metric), evidence({ origins: [worker, file] }));
    expect(both.map(({ line }) => line)).to.deep.equal([30]);
  });

  it('blames the line in the script of a thread, and the one that started it where only a package runs there', () => {
    const started = own('startPool', 12);
    const inThread = origin({ kind: 'file', server: null, stack: [own('openReport', 30), started] });
    expect(culpritsFor(finding('fds'), evidence({ origins: [inThread] }))[0]).to.include({ line: 30 });
    const inPackage = origin({ kind: 'file', server: null, stack: [installed('write'), started] });
    expect(culpritsFor(finding('fds'), evidence({ origins: [inPackage] }))[0]).to.include({ line: 12 });
  });

  it('ranks places by their share and leaves out chance', () => {
    const origins = [
      origin({ alive: 8, stack: [own('seldom', 50)] }),
      origin({ alive: 23, stack: [own('often', 40)] }),
      origin({ alive: 1, stack: [own('once', 60)] }),
    ];
    const culprits = culpritsFor(finding('pg.connections'), evidence({ origins }));
    expect(culprits.map(({ functionName, certainty }) => [functionName, certainty])).to.deep.equal([
      ['often', 'likely'],
      ['seldom', 'possible'],
    ]);
  });

  it('counts the ways through a library to one line as one', () => {
    const origins = [
      origin({ alive: 16, created: 16 }),
      origin({
        alive: 16,
        created: 16,
        stack: [installed('retry', 9), { ...own('openClient', 24), gave: 'handle' as const }],
      }),
    ];
    expect(culpritsFor(finding('pg.connections'), evidence({ origins }))).to.have.length(1);
  });

  it('names the workspace that opens a connection, which can be changed there', () => {
    const workspace = { ...own('openClient', 5, 'packages/db/index.js'), package: '@acme/db@1.0.0' };
    const stack = [installed('connect'), workspace, own('serve', 12)];
    const [culprit] = culpritsFor(finding('pg.connections'), evidence({ origins: [origin({ stack })] }));
    expect(culprit).to.include({ package: '@acme/db@1.0.0', isOwn: true, line: 5, calledFrom: null });
  });

  it('tells places of one long line apart, each with its code', () => {
    const at = (column: number) => ({ ...own('a', 1, 'dist/app.js'), column });
    const codeFrames = { 'dist/app.js:1:500': 'one', 'dist/app.js:1:900': 'other' };
    const origins = [500, 900].map((column) => origin({ stack: [at(column)] }));
    const culprits = culpritsFor(finding('pg.connections'), evidence({ origins, codeFrames }));
    expect(culprits.map(({ codeFrame }) => codeFrame)).to.deep.equal(['one', 'other']);
  });

  it("names the package where no frame is one's own", () => {
    const [culprit] = culpritsFor(
      finding('sockets'),
      evidence({ origins: [origin({ stack: [installed('connect')] })] }),
    );
    expect(culprit).to.include({ package: 'pg@8.23.1', file: 'node_modules/pg/lib/connection.js' });
  });

  describe('inside a dependency', () => {
    const store = (functionName: string, line: number, name: string | null = null): SourceFrame => ({
      ...own(functionName, line, 'node_modules/tenant-store/index.js'),
      package: 'tenant-store@0.4.3',
      isOwn: false,
      called: { name, isNew: false },
    });
    const caller = (name: string | null): SourceFrame => ({ ...own('plan', 12), called: { name, isNew: false } });
    const culpritOf = (stack: readonly SourceFrame[]) =>
      culpritsFor(finding('pg.connections'), evidence({ origins: [origin({ stack })] }))[0];

    it('names the package that opened what nobody had asked it for, with its line and the own call', () => {
      const culprit = culpritOf([installed('connect'), store('planOf', 27, 'connect'), caller('planOf')]);
      expect(culprit).to.include({
        package: 'tenant-store@0.4.3',
        file: 'node_modules/tenant-store/index.js',
        line: 27,
        calledFrom: 'src/app.ts:12',
      });
    });

    it('goes on inwards while nobody asked', () => {
      const culprit = culpritOf([installed('connect', 3), store('run', 20, 'lookup'), caller('planOf')]);
      expect(culprit).to.include({ package: 'pg@8.23.1', line: 3, calledFrom: 'src/app.ts:12' });
    });

    it('names the own call that asked, or that nothing is known of', () => {
      for (const name of ['getConnection', 'connect', null]) {
        const culprit = culpritOf([installed('connect'), store('open', 27, 'connect'), caller(name)]);
        expect(culprit).to.include({ package: null, line: 12, calledFrom: null });
      }
    });

    it('names the line of the package that keeps bytes, and the own call that was seen allocating in it', () => {
      const kept = growth({ keptAt: [store('record', 4)] });
      const allocations = [
        { pid: 1, stack: [store('timed', 1), own('quote', 13)], survivingBytes: 900, survivingCount: 9 },
      ];
      const record = evidence({ growths: [kept], allocations });
      const [culprit] = culpritsFor(finding('heapUsedBytes', 220), record);
      expect(culprit).to.include({ package: 'tenant-store@0.4.3', line: 4, calledFrom: 'src/app.ts:13' });
    });

    it('does not blame the books that a package keeps of what it serves', () => {
      const books = growth({ keptAt: [store('record', 4)], retainedBytesPerRequest: 20 });
      expect(culpritsFor(finding('heapUsedBytes', 220), evidence({ growths: [books] }))).to.deep.equal([]);
    });
  });

  it('blames the agent that is made for each request rather than the request that uses its socket', () => {
    const sockets = origin({ server: null, alive: 64, stack: [own('fetchWeather', 14)] });
    const agents = origin({ kind: 'http-agent', server: null, stack: [own('fetchWeather', 12)] });
    const [culprit] = culpritsFor(finding('sockets', 2), evidence({ origins: [sockets, agents] }));
    expect(culprit).to.include({ line: 12, summary: 'made 32 HTTP agents, none was destroyed' });
  });

  it('blames native objects for resident memory, unless they are made on occasion only', () => {
    const resolvers = origin({
      kind: 'native-handle',
      server: null,
      details: ['dns.Resolver'],
      stack: [own('look', 8)],
    });
    const [culprit] = culpritsFor(finding('rssBytes', 9_000), evidence({ origins: [resolvers] }));
    expect(culprit).to.include({
      line: 8,
      certainty: 'likely',
      summary: 'made 32 native objects (dns.Resolver), none was freed',
    });
    const seldom = { ...resolvers, alive: 1, created: 1 };
    expect(culpritsFor(finding('rssBytes', 9_000), evidence({ origins: [seldom] }))).to.deep.equal([]);
  });

  it('names who keeps bytes, and says what holds them', () => {
    const [culprit] = culpritsFor(finding('heapUsedBytes', 220), evidence({ growths: [growth()] }));
    expect(culprit).to.include({
      kind: 'retained-by',
      line: 7,
      certainty: 'likely',
      summary: 'keeps 1 object like {page} per request in `visits` (Array)',
    });
    expect(culprit?.retainedBy).to.deep.equal(['module src/app.ts', 'visits: Array', '[n]: {page}, 1 per request']);
  });

  it("prefers the timer that holds over a small growth of one's own", () => {
    const timers = origin({ kind: 'interval', server: null, stack: [own('issue', 12)], alive: 32 });
    const small = growth({ retainedBytesPerRequest: 8 });
    const culprits = culpritsFor(finding('heapUsedBytes', 900), evidence({ origins: [timers], growths: [small] }));
    expect(culprits.map(({ line }) => line)).to.deep.equal([12, 7]);
  });

  it('falls back on allocation sites', () => {
    const allocations = [
      {
        pid: 1,
        stack: [installed('parse'), { ...own('load', 5), gave: 'handle' as const }],
        survivingBytes: 900,
        survivingCount: 9,
      },
      { pid: 1, stack: [own('other', 80)], survivingBytes: 50, survivingCount: 1 },
    ];
    const culprits = culpritsFor(finding('heapUsedBytes', 220), evidence({ allocations }));
    expect(culprits.map(({ line, summary }) => [line, summary])).to.deep.equal([
      [5, 'allocated 95 % of the bytes that survived'],
    ]);
  });

  it('names where native memory is made before where it is kept', () => {
    const native = growth({ className: 'Resolver', createdAt: own('createResolver', 8) });
    const culprits = culpritsFor(finding('rssBytes', 9_000), evidence({ growths: [native] }));
    expect(culprits.map(({ kind, line }) => [kind, line])).to.deep.equal([
      ['allocated-at', 8],
      ['retained-by', 7],
    ]);
  });

  it('names where native memory is made also where its JavaScript side is what grew', () => {
    const resolvers = origin({ kind: 'native-handle', server: null, stack: [own('createResolver', 8)] });
    const native = growth({ className: 'ResolverBase' });
    const linesOf = (origins: readonly RecordedOrigin[]) =>
      culpritsFor(finding('heapUsedBytes', 220), evidence({ origins, growths: [native] })).map(({ line }) => line);
    expect(linesOf([resolvers])).to.deep.equal([8, 7]);
    expect(linesOf([{ ...resolvers, alive: 8 }])).to.deep.equal([7]);
    expect(linesOf([])).to.deep.equal([7]);
  });

  it('names nobody without evidence, and keeps the general advice', () => {
    expect(culpritsFor(finding('fds'), evidence())).to.deep.equal([]);
    expect(adviceWith(finding('fds'), [], 'node')).to.equal('general advice');
  });
});
