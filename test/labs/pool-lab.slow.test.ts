import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { LabResult } from '../../labs/pool/lab-result.js';
import { isQueueing } from '../../labs/pool/lab-result.js';
import { renderPage } from '../../labs/pool/page/render-page.js';
import { runLab } from '../../labs/pool/run-lab.js';
import { meanInUse } from '../../labs/pool/sizing/littles-law.js';
import { formatResult } from '../../labs/pool/text-table.js';

/** A short lab on a real server. What is asserted is what pools do, however slow the machine is. */
describe('the pool lab', () => {
  let result: LabResult;

  before(async () => {
    result = await runLab({ pairs: 1, sideMs: 150, sizingMs: 700, withHarness: true });
  });

  const summariesOf = (wanted: string) =>
    result.parameters.find(({ parameter }) => parameter === wanted)?.pictures.map(({ summary }) => summary) ?? [];

  const closesOf = (wanted: string, picture: number) =>
    result.parameters
      .find(({ parameter }) => parameter === wanted)
      ?.pictures[picture]?.timeline.connections.flatMap(({ closed }) => closed?.reason ?? []) ?? [];

  it('max: never more connections, and everybody is served', () => {
    expect(summariesOf('max').map(({ served }) => served)).to.deep.equal([12, 12, 12]);
    expect(summariesOf('max').map(({ opened }) => opened)).to.deep.equal([2, 4, 12]);
    const peaks = summariesOf('max').map(({ serverPeak }) => serverPeak);
    for (const [index, max] of [2, 4, 12].entries()) expect(peaks[index]).to.be.within(1, max);
  });

  it('min: opens nothing, spares as many from the idle timeout, not from the lifetime', () => {
    const [remark] = result.parameters.find(({ parameter }) => parameter === 'min')?.remarks ?? [];
    expect(remark).to.match(/min: 0: 0; min: 3: 0; .*: 0\.$/);
    expect(summariesOf('min').map(({ openAtEnd }) => openAtEnd)).to.deep.equal([0, 3, 0]);
  });

  it('connectionTimeoutMillis: 0 waits until served, a limit gives an error', () => {
    const [patient, limited] = summariesOf('connectionTimeoutMillis');
    expect(patient).to.deep.include({ served: 6, failed: 0, stillWaiting: 0 });
    expect(limited?.failed).to.be.at.least(2);
    expect(limited?.errors).to.include('timeout exceeded when trying to connect');
    const { remarks = [] } = result.parameters.find(({ parameter }) => parameter === 'connectionTimeoutMillis') ?? {};
    expect(remarks[0]).to.include('no answer');
    expect(remarks[1]).to.include('Connection terminated due to connection timeout');
  });

  it('idleTimeoutMillis: closes what nobody needs; 0 keeps it', () => {
    expect(closesOf('idleTimeoutMillis', 0)).to.deep.equal([]);
    expect(closesOf('idleTimeoutMillis', 1).length).to.be.at.least(4);
    expect(new Set(closesOf('idleTimeoutMillis', 1))).to.deep.equal(new Set(['idleTimeoutMillis']));
  });

  it('maxLifetimeSeconds: closes old connections, never in the middle of a request', () => {
    expect(closesOf('maxLifetimeSeconds', 0)).to.deep.equal([]);
    expect(new Set(closesOf('maxLifetimeSeconds', 1))).to.deep.equal(new Set(['maxLifetimeSeconds']));
    expect(summariesOf('maxLifetimeSeconds')[1]).to.deep.include({ served: 19, failed: 0 });
  });

  it('maxUses: counts checkouts, not queries', () => {
    expect(summariesOf('maxUses').map(({ opened }) => opened)).to.deep.equal([1, 4, 1]);
    expect(closesOf('maxUses', 1)).to.deep.equal(['maxUses', 'maxUses', 'maxUses']);
  });

  it('statement_timeout stops the server, query_timeout only the waiting', () => {
    const [statement, query, released] = result.timeouts;
    // The server's own word (query_canceled), for on a busy machine it may be asked late whether it still works.
    expect(statement).to.deep.include({ sqlState: '57014', isConnectionKept: false, nextError: null });
    expect(query).to.deep.include({ error: 'Query read timeout', sqlState: null, isConnectionKept: false });
    expect(query?.serverDoneMs).to.be.at.least(query?.statementMs ?? Number.POSITIVE_INFINITY);
    expect(released).to.deep.include({ isConnectionKept: true, nextError: 'Query read timeout' });
  });

  it('pool.query() closes its connection after an error, a client released without it is kept', () => {
    expect(result.failedQueries.map(({ isConnectionKept }) => isConnectionKept)).to.deep.equal([false, true]);
  });

  describe('with SQLAlchemy and asyncpg', () => {
    const pythonSummaries = (wanted: string) => picturesOf(wanted).map(({ summary }) => summary);

    const picturesOf = (wanted: string) =>
      result.libraries.results.flatMap(({ studies }) => studies).find(({ parameter }) => parameter === wanted)
        ?.pictures ?? [];

    const reasonsOf = (wanted: string) =>
      picturesOf(wanted).map(({ timeline }) => timeline.connections.flatMap(({ closed }) => closed?.reason ?? []));

    const servingConnections = (picture: ReturnType<typeof picturesOf>[number] | undefined, from: number) =>
      new Set(
        picture?.timeline.connections
          .filter(({ spans }) => spans.some(({ request }) => request !== null && request > from))
          .map(({ connection }) => connection),
      ).size;

    before(function () {
      // Without Debian's packages the lab says what to install, and has the rest.
      if (result.libraries.missing !== null) this.skip();
    });

    it('pool_size: opens nothing at the start, keeps as many; overflow is closed when it is returned', () => {
      expect(pythonSummaries('pool_size').map(({ openAtEnd }) => openAtEnd)).to.deep.equal([3, 3]);
      const [remark] =
        result.libraries.results[0]?.studies.find(({ parameter }) => parameter === 'pool_size')?.remarks ?? [];
      expect(remark).to.match(/max_overflow: 0: 0 opened, 0 on the server then; .*: 0 opened, 0 on/);
      expect(pythonSummaries('max_overflow').map(({ openAtEnd }) => openAtEnd)).to.deep.equal([2, 2, 2]);
      expect(pythonSummaries('max_overflow').map(({ serverPeak }) => serverPeak <= 12)).to.deep.equal([
        true,
        true,
        true,
      ]);
      expect(new Set(reasonsOf('max_overflow').flat())).to.deep.equal(new Set(['max_overflow']));
    });

    it('pool_timeout: waits, or gets the error of the lesson', () => {
      const [patient, limited] = pythonSummaries('pool_timeout');
      expect(patient).to.deep.include({ served: 20, failed: 0 });
      expect(limited?.failed).to.be.above(0);
      expect(limited?.errors).to.deep.equal([
        'sqlalchemy.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 0.25',
      ]);
    });

    it('pool_recycle: looked at when a connection is handed out, never in the middle of a request', () => {
      expect(reasonsOf('pool_recycle')[0]).to.deep.equal([]);
      expect(new Set(reasonsOf('pool_recycle')[1])).to.deep.equal(new Set(['pool_recycle']));
      expect(pythonSummaries('pool_recycle')[1]).to.deep.include({ served: 6, failed: 0, openAtEnd: 2 });
    });

    it('SQLAlchemy hands out the oldest, unless told otherwise', () => {
      const [fifo, lifo] = picturesOf('pool_use_lifo');
      expect(servingConnections(fifo, 5)).to.equal(5);
      expect(servingConnections(lifo, 5)).to.equal(1);
    });

    it('SQLAlchemy gets back what is garbage, not what is referred to', () => {
      const [garbage, held] = pythonSummaries('forgotten-close');
      expect(garbage).to.deep.include({ served: 6, failed: 0 });
      expect(held).to.deep.include({ served: 3, failed: 3 });
    });

    it('min_size: opened at the start, and closed by the idle lifetime all the same', () => {
      const [remark] =
        result.libraries.results[1]?.studies.find(({ parameter }) => parameter === 'min_size')?.remarks ?? [];
      expect(remark).to.match(/lifetime: 0: 0 opened.*min_size: 3, .*lifetime: 0: 3 opened, 3 on the server/);
      expect(pythonSummaries('min_size').map(({ openAtEnd }) => openAtEnd)).to.deep.equal([6, 6, 0]);
    });

    it('max_size: never more connections; the one that was returned last serves next', () => {
      expect(pythonSummaries('max_size').map(({ opened }) => opened)).to.deep.equal([2, 4, 12, 10]);
      const connections = picturesOf('max_size')[3]?.timeline.connections ?? [];
      const returnedAt = (request: number): number =>
        Math.max(
          ...connections.flatMap(({ spans }) =>
            spans.filter((span) => span.request === request).map(({ toMs }) => toMs),
          ),
        );
      const serves = connections.find(({ spans }) => spans.some(({ request }) => request === 6));
      const before = serves?.spans.find(({ request }) => request !== null && request < 6)?.request ?? 0;
      expect(returnedAt(before)).to.equal(Math.max(...[1, 2, 3, 4, 5].map(returnedAt)));
    });

    it('acquire(): waits for ever, or gets a TimeoutError without a text', () => {
      const [patient, limited] = pythonSummaries('acquire-timeout');
      expect(patient).to.deep.include({ served: 6, failed: 0 });
      expect(limited?.failed).to.be.at.least(2);
      expect(limited?.errors).to.deep.equal(['TimeoutError']);
    });

    it('max_queries: counts what resets a connection, too, and waits until it is returned', () => {
      expect(pythonSummaries('max_queries').map(({ opened }) => opened)).to.deep.equal([1, 7, 1]);
      expect(reasonsOf('max_queries')[1]).to.deep.equal(Array.from({ length: 6 }, () => 'max_queries'));
      expect(reasonsOf('max_queries')[2]).to.deep.equal(['max_queries']);
    });

    it('max_inactive_connection_lifetime: closes what nobody needs', () => {
      const [kept, closed] = reasonsOf('max_inactive_connection_lifetime');
      expect(kept).to.deep.equal([]);
      expect(new Set(closed)).to.deep.equal(new Set(['max_inactive_connection_lifetime']));
      expect(closed?.length).to.be.at.least(4);
    });

    it('command_timeout: the server stops, too, and the connection is kept', () => {
      const [figures] = result.libraries.results[1]?.timeouts ?? [];
      expect(figures).to.deep.include({ error: 'TimeoutError', isConnectionKept: true, nextError: null });
      expect(figures?.toldMs).to.be.within(140, figures?.statementMs ?? 0);
    });
  });

  it('exhaustion: all wait, or the last get an error', () => {
    const [patient, limited] = result.exhaustion.exhausted.map(({ summary }) => summary);
    expect(patient).to.deep.include({ served: 20, failed: 0, peakWaiting: 15 });
    expect(limited?.failed).to.be.above(0);
    expect(limited?.errors).to.include('timeout exceeded when trying to connect');
  });

  it('starvation: nobody is served after the last connection was forgotten', () => {
    const [patient, limited] = result.exhaustion.starved.map(({ summary }) => summary);
    expect(patient).to.deep.include({ served: 6, failed: 0, stillWaiting: 8 });
    expect(limited?.failed).to.be.above(0);
    expect(limited).to.deep.include({ stillWaiting: 0, errors: ['timeout exceeded when trying to connect'] });
  });

  it('Leakline names the line that forgot to release', () => {
    const source = readFileSync(new URL('../../labs/pool/leaky-service.mjs', import.meta.url), 'utf8');
    const line = source.split('\n').findIndex((text) => text.includes('pool.connect()')) + 1;
    expect(result.namedLine).to.deep.include({ verdict: 'leaking', place: `leaky-service.mjs:${line}` });
  });

  it('sizing: what is too small queues, what is too large does not', () => {
    const { arrivalsPerSecond } = result.sizing;
    const [smallest] = result.sizing.runs;
    if (smallest === undefined) throw new Error('No size was tried.');
    expect(smallest.max).to.be.below(result.sizing.littleConnections);
    // A stall in the generous pool makes each size larger than it need be: what is too small shows in its own run.
    if (smallest.max < meanInUse(arrivalsPerSecond, smallest.heldMs)) expect(isQueueing(smallest)).to.equal(true);
    expect(result.sizing.advised).to.be.above(result.sizing.littleConnections);
    expect(result.sizing.runs.map(({ requests }) => requests)).to.deep.equal(
      result.sizing.runs.map(() => smallest.requests),
    );
  });

  it('a pool is faster than a connection for each request', () => {
    for (const { pairs } of result.contests) for (const { latencyRatio } of pairs) expect(latencyRatio).to.be.above(1);
  });

  it('the page shows every part, and no text from outside as markup', () => {
    const hostile = JSON.parse(
      JSON.stringify(result).replaceAll('timeout exceeded when trying to connect', '<script>alert(1)</script>'),
    ) as LabResult;
    const page = renderPage({ ...hostile, environment: '"><img src=x onerror=alert(1)>' });
    expect(page).to.not.match(/<script|<img|https?:/);
    for (const { parameter } of result.parameters) expect(page).to.include(`id="${parameter}"`);
    expect(page).to.include('leaky-service.mjs');
  });

  it('result and text carry no credentials', () => {
    expect(`${JSON.stringify(result)}${formatResult(result)}`).to.not.match(/postgres(ql)?:\/\//);
  });
});
