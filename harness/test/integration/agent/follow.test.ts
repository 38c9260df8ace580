import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import type { OriginEvidence } from '../../../src/model/evidence.js';
import type { Followed, FollowRequest, GivenLink } from '../../../src/model/follow.js';
import type { ResourceKind } from '../../../src/model/resource-kind.js';
import type { AgentDiagnosis, Target } from '../../../src/model/target.js';
import { createFolderTree, type FolderTree } from '../../fixtures/folder-tree.js';
import { assertAgentIsBuilt, createTargets, fixturesFolder } from '../../fixtures/targets/target-fixture.js';
import { diagnosisOf, ownPlaces, sendRequests } from './diagnose/diagnosed-target.js';

const requests = 6;

/** Takes connections, and holds them until it is closed. */
async function startSink() {
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => open.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Sink = Awaited<ReturnType<typeof startSink>>;

const nothing: FollowRequest = {
  lines: [],
  calls: [],
  callbacks: [],
  holders: [],
  questions: [],
  followsCauses: false,
};

const noLink = { reached: 0, keeping: 0, passed: 0, lent: 0, handedOver: 0, remembered: 0 };

const program = 'server.mjs';
const installed = path.join('node_modules', 'price-feed', 'index.js');

describe('following what functions give', () => {
  const targets = createTargets();
  let tree: FolderTree;
  let sink: Sink;
  let target: Target;
  let diagnosis: AgentDiagnosis;

  before(async () => {
    assertAgentIsBuilt();
    tree = createFolderTree();
    sink = await startSink();
    const textOf = (name: string): string => readFileSync(path.join(fixturesFolder, 'follow', name), 'utf8');
    tree.manifest(path.dirname(installed), { name: 'price-feed', version: '1.0.0' });
    tree.file(installed, textOf('price-feed.cjs'));
    tree.file(program, textOf('uses-price-feed.mjs'));
    target = await targets.start(`node ${program}`, {
      agent: 'auto',
      agentMode: 'diagnose',
      cwd: tree.folder,
      env: { PATH: process.env.PATH ?? '', SINK_PORT: String(sink.port) },
    });
    diagnosis = diagnosisOf(target);
  });
  after(async () => {
    await targets.stopAll();
    await sink.close();
    tree.remove();
  });

  /** The first statement of the line that ends in the marker. */
  function placeOf(name: string, marker: string): FollowRequest['calls'][number]['place'] {
    const file = tree.path(name);
    const lines = readFileSync(file, 'utf8').split('\n');
    const index = lines.findIndex((line) => line.endsWith(`// ${marker}`));
    if (index === -1) throw new Error(`${name} has no line marked "${marker}"`);
    return { file, line: index + 1, column: (lines[index] ?? '').search(/\S/) + 1 };
  }

  const functionOf = (marker: string, parameters: readonly string[] = []) => ({
    place: placeOf(installed, marker),
    parameters,
  });

  async function follow(route: string, request: Partial<FollowRequest>): Promise<Followed> {
    await diagnosis.follow({ ...nothing, ...request });
    for (let sent = 0; sent < requests; sent += 1) await sendRequests(target, `${route}?${sent}`, 1);
    const [followed, ...others] = await diagnosis.followed(2_000);
    if (followed === undefined || others.length > 0) throw new Error('expected what one process has seen');
    return followed;
  }

  const isOfPackage = ({ stack }: OriginEvidence): boolean => stack.some(({ file }) => file.includes('price-feed'));

  /** Looks where things of a kind are made, and asks about these in a second window. */
  async function followOrigin(kind: ResourceKind, route: string, request: Partial<FollowRequest>): Promise<GivenLink> {
    await diagnosis.watch('counts');
    await sendRequests(target, route, 2);
    const origins = (await diagnosis.origins()).filter((origin) => origin.kind === kind && isOfPackage(origin));
    const of = { from: 'origin', kind, stack: origins[0]?.stack ?? [] } as const;
    return linkOf(await follow(route, { ...request, questions: [{ of, calls: [0] }] }), kind);
  }

  function linkOf({ links }: Followed, kind: ResourceKind): GivenLink {
    const [link, ...others] = links.filter(
      ({ of }) => of.from === 'origin' && of.kind === kind && of.stack.some(({ file }) => file.includes('price-feed')),
    );
    if (link === undefined || others.length > 0) {
      throw new Error(`expected one link of kind ${kind}, got ${JSON.stringify(links, null, 1)}`);
    }
    return link;
  }

  it('sees the handle that hides what was opened in a private field', async () => {
    const link = await followOrigin('socket', '/handle', { calls: [functionOf('openLine')] });
    const seen = { results: requests, objects: requests, things: requests, reached: requests };
    expect(link).to.include({ ...noLink, ...seen });
  });

  it('sees that data lead nowhere', async () => {
    const link = await followOrigin('socket', '/data', { calls: [functionOf('lookUp', ['symbol'])] });
    const seen = { results: requests, objects: 0, nothings: 0, keys: requests, things: requests };
    expect(link).to.include({ ...noLink, ...seen });
  });

  it('sees what is lent to a callback', async () => {
    const callback = { place: placeOf(program, '/loan'), parameters: ['line'], call: 0 };
    const request = { calls: [functionOf('withLine', ['use'])], callbacks: [callback] };
    const link = await followOrigin('socket', '/loan', request);
    const seen = { results: requests, nothings: requests, things: requests, lent: requests };
    expect(link).to.include({ ...noLink, ...seen });
  });

  it('sees what a callback is given after the function has returned', async () => {
    const callback = { place: placeOf(program, '/callback'), parameters: ['error', 'line'], call: 0 };
    const request = { calls: [functionOf('requestLine', ['callback'])], callbacks: [callback] };
    const seen = { results: 2 * requests, objects: requests, nothings: requests, things: requests, reached: requests };
    expect(await followOrigin('socket', '/callback', request)).to.include({ ...noLink, ...seen });
  });

  it('sees what is kept of what was handed over, in return for nothing', async () => {
    const link = await followOrigin('listener', '/listener', { calls: [functionOf('onPrice', ['listener'])] });
    const seen = { nothings: requests, things: requests, passed: requests, handedOver: requests };
    expect(link).to.include({ ...noLink, ...seen });
  });

  it('sees that what leaks keeps what its caller could close', async () => {
    const link = await followOrigin('interval', '/lease', { calls: [functionOf('takeLease')] });
    const seen = { objects: requests, things: requests, keeping: requests };
    expect(link).to.include({ ...noLink, ...seen });
  });

  it('follows what is made from a queue, by an event, to the code that asked', async () => {
    const { causes } = await follow('/queue', { followsCauses: true });
    const [cause, ...others] = causes.filter(({ stack }) =>
      stack.some(({ functionName }) => functionName === 'takeJob'),
    );
    expect(others).to.deep.equal([]);
    expect(cause).to.include({ kind: 'socket', count: requests });
    expect(ownPlaces({ stack: cause?.stack ?? [] })).to.deep.equal([]);
    expect(ownPlaces({ stack: cause?.cause ?? [] })[0]).to.equal(`${program}:${placeOf(program, '/queue').line}`);
  });

  it('counts how often a line is reached, and from where', async () => {
    const { lines } = await follow('/queue', {
      lines: [
        { place: placeOf(installed, 'enqueue'), written: { by: 'object', expression: 'jobs' }, holder: 0 },
        { place: placeOf(installed, 'onPrice'), written: { by: 'reaching' }, holder: 0 },
      ],
    });
    expect(lines.map(({ hits }) => hits)).to.deep.equal([requests, 0]);
    const [way, ...others] = lines[0]?.stacks ?? [];
    expect(others).to.deep.equal([]);
    expect(way).to.include({ hits: requests });
    expect(way?.stack[0]).to.include({ functionName: 'enqueue', line: placeOf(installed, 'enqueue').line });
    expect(ownPlaces({ stack: way?.stack ?? [] })[0]).to.equal(`${program}:${placeOf(program, '/queue').line}`);
  });

  it('sees what a callback returns that does nothing else', async () => {
    const file = tree.path(program);
    const text = 'new Map(); // /factory';
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((each) => each.endsWith(text));
    const place = { file, line: line + 1, column: (lines[line] ?? '').indexOf(text) + 1 };
    const factory = { place, parameters: [] };
    const { links } = await follow('/factory', {
      calls: [functionOf('fill', ['make']), factory],
      callbacks: [{ ...factory, call: 0 }],
      questions: [{ of: { from: 'calls' }, calls: [0, 1] }],
    });
    const results = links.filter(({ of }) => of.from === 'calls').map((link) => [link.results, link.objects]);
    expect(results).to.deep.equal([
      [requests, 0],
      [requests, 0],
    ]);
  });

  /** Numbers of the objects of a class, in a snapshot that is taken now. */
  async function idsOf(className: string): Promise<readonly number[]> {
    const snapshots = await diagnosis.writeHeapSnapshots({ filePrefix: tree.path('heap'), limitBytes: 2 ** 31 });
    const [snapshot] = snapshots;
    if (snapshot?.status !== 'written') throw new Error(`no snapshot was written: ${JSON.stringify(snapshots)}`);
    const { snapshot: about, nodes, strings } = JSON.parse(readFileSync(snapshot.file, 'utf8'));
    const fields: readonly string[] = about.meta.node_fields;
    const [types] = about.meta.node_types;
    const node = (at: number, field: string): number => nodes[at * fields.length + fields.indexOf(field)];
    return Array.from({ length: nodes.length / fields.length }, (_, at) => at)
      .filter((at) => types[node(at, 'type')] === 'object' && strings[node(at, 'name')] === className)
      .map((at) => node(at, 'id'));
  }

  it('tells what is written to an object from what is written to others, and what came in', async () => {
    await diagnosis.watch('counts');
    const holders = [await idsOf('Kept')];
    expect(holders[0]).to.not.have.length(0);
    const ways = [{ by: 'object', expression: 'map' }, { by: 'growth' }, { by: 'reaching' }] as const;
    const watched = ways.map((written) => ({ place: placeOf(installed, 'put'), written, holder: 0 }));
    const { lines } = await follow('/kept', { lines: watched, holders });
    expect(lines.map(({ hits }) => hits)).to.deep.equal([requests, requests, 2 * requests]);
    expect(lines[0]?.stacks.map(({ stack }) => stack[1]?.functionName)).to.deep.equal(['remember']);

    const questions = [{ of: { from: 'holder', holder: 0 }, calls: [0] }] as const;
    const { links } = await follow('/kept', { calls: [functionOf('remember', ['price'])], holders, questions });
    const seen = { results: requests, nothings: requests, keys: requests, passed: requests, handedOver: requests };
    const link = links.find(({ of }) => of.from === 'holder');
    expect(link).to.include({ ...noLink, ...seen, things: requests });
  });

  it('leaves nothing in the process, and sees nothing without a window', async () => {
    const globalNames = async (): Promise<unknown> => (await fetch(`${target.baseUrl}/`)).json();
    const before = await globalNames();
    await follow('/handle', { calls: [functionOf('openLine')] });
    expect(await globalNames()).to.deep.equal(before);
    const [followed] = await diagnosis.followed(2_000);
    expect(followed).to.deep.include({ causes: [], lines: [], links: [] });
  });
});
