import { expect } from 'chai';
import { judgeTarget } from '../../../../src/analysis/judge/judge-target.js';
import type { AnalysisSettings } from '../../../../src/model/analysis-settings.js';
import type { LoadResult } from '../../../../src/model/load.js';
import type { MetricReadings } from '../../../../src/model/metrics/catalogue.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

const scoutSizes = [1, 2, 4, 8, 16, 32, 64];

/** Blocks that leave descriptors where they are, enough of them to exclude the tolerance. */
const quiet = (endpoint: string, load: Partial<LoadResult> = {}): LiteralBlock[] =>
  Array.from({ length: 6 }, () => ({ endpoint, requests: 2_000, floor: { fds: 20 }, load }));

/** Scouting that loses one descriptor per request. */
function losing(endpoint: string): LiteralBlock[] {
  let fds = 20;
  return scoutSizes.map((requests) => {
    fds += requests;
    return { endpoint, requests, floor: { fds }, phase: 'scout' };
  });
}

function verdictOf(blocks: readonly LiteralBlock[], settings: Partial<AnalysisSettings> = {}, endpoints?: string[]) {
  const recording = literalRecording({ fds: 20 }, blocks, endpoints === undefined ? {} : { endpoints });
  const [judgement] = judgeTarget(recording, { ...defaultSettings, ...settings }, true);
  if (judgement === undefined) throw new Error('no endpoint was judged');
  return judgement;
}

const failing = (failed: number): Partial<LoadResult> => ({
  ok: 2_000 - failed,
  firstFailure: '500 Internal Server Error',
});

describe('judgeTarget', () => {
  it('clears an endpoint that leaves nothing behind', () => {
    expect(verdictOf(quiet('GET /'))).to.deep.include({ verdict: 'clean', doubt: '' });
  });

  it('accuses an endpoint that loses a descriptor per request', () => {
    expect(verdictOf(losing('GET /'))).to.deep.include({ verdict: 'leaking', doubt: '' });
  });

  it('judges no rate, load or verdict by repeated blocks, but wants back what grew in them', () => {
    const again: LiteralBlock = {
      endpoint: 'GET /',
      requests: 2_000,
      floor: { fds: 27 },
      load: { ok: 0, statuses: { '409': 2_000 }, firstFailure: 'GET / answered 409' },
      keys: 'repeated',
    };
    const after = quiet('GET /').map((block) => ({ ...block, floor: { fds: 27 } }));
    const judgement = verdictOf([...quiet('GET /'), again, ...after]);
    expect(judgement).to.deep.include({ verdict: 'clean', doubt: '' });
    expect(judgement.load).to.deep.include({ sent: 24_000, failed: 0, firstFailure: null });
    const fds = judgement.metrics.find(({ metric }) => metric === 'fds');
    expect(fds).to.deep.include({ growth: 7 });
    expect(fds?.perRequest?.estimate).to.equal(0);
  });

  it('never clears what was not driven', () => {
    const judgement = verdictOf([], {}, ['GET /']);
    expect(judgement).to.deep.include({ verdict: 'inconclusive', doubt: 'No request was sent.' });
  });

  it('says what was full where nothing could be sent', () => {
    const recording = literalRecording({ fds: 20, 'redis.connections': 4 }, [], {
      endpoints: ['GET /'],
      limits: { connections: { redis: 4 } },
    });
    const [judgement] = judgeTarget(recording, defaultSettings, true);
    expect(judgement).to.deep.include({ verdict: 'inconclusive', isFull: true });
    expect(judgement?.doubt).to.contain('redis.connections stands at 4 of 4');
  });

  it('never clears an endpoint that answers with errors', () => {
    const judgement = verdictOf(quiet('GET /', failing(100)));
    expect(judgement.verdict).to.equal('inconclusive');
    expect(judgement.doubt).to.contain('600 of 12000 requests failed (500 Internal Server Error)');
  });

  it('tolerates one error in a hundred', () => {
    expect(verdictOf(quiet('GET /', failing(20))).verdict).to.equal('clean');
    expect(verdictOf(quiet('GET /', failing(21))).verdict).to.equal('inconclusive');
  });

  it('fails an endpoint that hardly ever works', () => {
    expect(verdictOf(quiet('GET /', failing(1_500))).verdict).to.equal('failed');
  });

  it('accuses a leak even where answers fail', () => {
    const blocks = losing('GET /').map((block) => ({ ...block, load: { ok: 0 } }));
    expect(verdictOf(blocks).verdict).to.equal('leaking');
  });

  it('never clears an endpoint whose required metric is missing', () => {
    const judgement = verdictOf(quiet('GET /'), { requiredMetrics: ['fds', 'pg.connections'] });
    expect(judgement.verdict).to.equal('inconclusive');
    expect(judgement.doubt).to.equal('pg.connections was asked for and could not be measured.');
    expect(verdictOf(quiet('GET /'), { requiredMetrics: ['fds'] }).verdict).to.equal('clean');
  });

  it('never clears an endpoint where only the last witness could be read', () => {
    const blocks = quiet('GET /').map((block) => ({ ...block, floor: { rssBytes: 5e7 } }));
    const recording = literalRecording({ rssBytes: 5e7 }, blocks);
    const [judgement] = judgeTarget(recording, defaultSettings, true);
    expect(judgement).to.deep.include({
      verdict: 'inconclusive',
      doubt: 'No metric that can accuse could be measured.',
    });
  });

  it('leaves remarks and unknown metrics out', () => {
    const metrics = { fds: 20, 'pg.idle': 3, 'pool.total': 3, somethingNew: 1 };
    const recording = literalRecording(
      metrics,
      quiet('GET /').map((block) => ({ ...block, floor: metrics })),
    );
    const [judgement] = judgeTarget(recording, defaultSettings, true);
    expect(judgement?.metrics.map(({ metric }) => metric)).to.deep.equal(['fds']);
  });

  it('takes a handle type that is not listed as none of it', () => {
    const growing = scoutSizes.map((requests, index) => ({
      endpoint: 'GET /',
      requests,
      phase: 'scout' as const,
      floor: { handles: 3 + 2 ** (index + 1) - 1, 'handles.Timeout': 2 ** (index + 1) - 1 },
    }));
    const [judgement] = judgeTarget(literalRecording({ handles: 3 }, growing), defaultSettings, false);
    const timers = judgement?.metrics.find(({ metric }) => metric === 'handles.Timeout');
    expect(timers).to.deep.include({ verdict: 'leaking', growth: 127 });
  });

  it('uses the tolerance of the user before that of the catalogue', () => {
    const [metric] = verdictOf(quiet('GET /'), { tolerances: { fds: 0.0001 } }).metrics;
    expect(metric).to.deep.include({ tolerance: 0.0001, verdict: 'inconclusive' });
  });

  it('judges the most important metric first, whatever the order of the readings', () => {
    const metrics = { heapUsedBytes: 1e7, handles: 1, 'handles.Timeout': 1, fds: 20, 'pg.connections': 1 };
    const recording = literalRecording(
      metrics,
      quiet('GET /').map((block) => ({ ...block, floor: metrics })),
    );
    const [judgement] = judgeTarget(recording, defaultSettings, true);
    expect(judgement?.metrics.map(({ metric }) => metric)).to.deep.equal([
      'pg.connections',
      'fds',
      'heapUsedBytes',
      'handles.Timeout',
    ]);
  });

  it('accuses what must be nothing at rest, although a pool stopped its growth', () => {
    const levels = [8, 8, 8, 8, 8, 8];
    const blocks = levels.map((level) => ({
      endpoint: 'GET /',
      requests: 2_000,
      floor: { 'pg.idleInTransaction': level },
    }));
    const [judgement] = judgeTarget(literalRecording({ 'pg.idleInTransaction': 0 }, blocks), defaultSettings, true);
    expect(judgement?.verdict).to.equal('leaking');
    expect(judgement?.metrics[0]?.reason).to.contain('8 stay at rest');
  });

  describe('where resident memory moves', () => {
    /** Quiet descriptors beside resident memory that jumps up and down by so much, and whatever else is given. */
    const judgedWith = (others: MetricReadings, jump = 4e7) => {
      const floorAt = (level: number): MetricReadings => ({ fds: 20, ...others, rssBytes: level });
      const restless = quiet('GET /').map((block, i) => ({ ...block, floor: floorAt(i % 2 === 0 ? 1e8 + jump : 1e8) }));
      return judgeTarget(literalRecording(floorAt(1e8), restless), defaultSettings, true)[0];
    };

    it('passes over it where the heap can be seen', () => {
      expect(judgedWith({ heapUsedBytes: 1e7 })).to.deep.include({ verdict: 'clean', doubt: '' });
    });

    it('needs it to hold still where the heap cannot be seen', () => {
      const judgement = judgedWith({});
      expect(judgement?.verdict).to.equal('inconclusive');
      expect(judgement?.doubt).to.match(/^rssBytes: /);
      expect(judgedWith({}, 0)?.verdict).to.equal('clean');
    });
  });

  it('goes on while resident memory surely rises, and ends without a word about it', () => {
    const rising = quiet('GET /').map((block, index) => ({
      ...block,
      floor: { fds: 20, heapUsedBytes: 1e7, rssBytes: 1e8 + 4e6 * (index + 1) },
    }));
    const first = { fds: 20, heapUsedBytes: 1e7, rssBytes: 1e8 };
    const judgedWhen = (isOver: boolean) => judgeTarget(literalRecording(first, rising), defaultSettings, isOver)[0];
    expect(judgedWhen(false)?.verdict).to.equal('inconclusive');
    expect(judgedWhen(true)).to.deep.include({ verdict: 'clean', doubt: '' });
  });

  describe('among many tests', () => {
    /** Eight blocks of heap growth that is about 200 B per request with noise, at one endpoint after the other. */
    function manyEndpoints(count: number, isOver = true) {
      let heapUsedBytes = 1e7;
      const grow = (endpoint: string, growth: number): LiteralBlock => {
        heapUsedBytes += growth;
        return { endpoint, requests: 4_000, floor: { heapUsedBytes } };
      };
      const noise = [0, 300_000, -200_000, 500_000, -450_000, 250_000, -350_000, 400_000];
      const leaking = noise.map((stray) => grow('GET /leak', 800_000 + stray));
      const still = Array.from({ length: count - 1 }, (_, index) =>
        noise.map((stray) => grow(`GET /${index}`, stray / 10)),
      );
      return judgeTarget(
        literalRecording({ heapUsedBytes: 1e7 }, [...leaking, ...still.flat()]),
        defaultSettings,
        isOver,
      );
    }

    it('asks for stronger proof the more there are', () => {
      const [alone] = manyEndpoints(1);
      expect(alone?.verdict).to.equal('leaking');
      expect(alone?.metrics[0]?.pValue).to.be.within(0.05 / 20, 0.05);
      const [among] = manyEndpoints(20);
      expect(among?.verdict).to.equal('inconclusive');
      expect(among?.metrics[0]?.reason).to.contain('not beyond doubt among this many tests');
      expect(among?.metrics[0]?.perRequest).to.deep.equal(alone?.metrics[0]?.perRequest);
    });

    it('looks longer at what would be accused alone, while there is time', () => {
      expect(manyEndpoints(20, true)[0]?.metrics[0]?.needsMore).to.equal(false);
      expect(manyEndpoints(20, false)[0]?.metrics[0]?.needsMore).to.equal(true);
    });

    it('leaves exact counts alone', () => {
      const blocks = Array.from({ length: 20 }, (_, index) => losing(`GET /${index}`)).flat();
      const [judgement] = judgeTarget(literalRecording({ fds: 20 }, blocks), defaultSettings, true);
      expect(judgement).to.deep.include({ verdict: 'leaking' });
    });
  });

  it('blames the endpoint that leaks, not its neighbours', () => {
    const blocks = losing('GET /leak').flatMap((leak, index) => [
      leak,
      { endpoint: 'GET /quiet', requests: scoutSizes[index] ?? 1, floor: leak.floor, phase: 'scout' as const },
    ]);
    const recording = literalRecording({ fds: 20 }, blocks);
    const verdicts = judgeTarget(recording, defaultSettings, true).map(({ endpoint, verdict }) => [endpoint, verdict]);
    expect(verdicts).to.deep.equal([
      ['GET /leak', 'leaking'],
      ['GET /quiet', 'inconclusive'],
    ]);
  });

  describe('after a cool-down', () => {
    const cooled = (fds: number) => verdictOf([...losing('GET /'), { endpoint: null, requests: 0, floor: { fds } }]);

    it('takes back the accusation when all came back', () => {
      expect(cooled(20).verdict).to.equal('inconclusive');
      expect(cooled(20).doubt).to.contain('100 % came back');
    });

    it('clears it when that was after enough requests to exclude the tolerance', () => {
      const held: LiteralBlock[] = [1, 2, 4, 8].map((scale) => ({
        endpoint: 'GET /',
        requests: 1_000 * scale,
        floor: { fds: 20 + 200 * (2 * scale - 1) },
      }));
      const idle = (fds: number): LiteralBlock => ({ endpoint: null, requests: 0, floor: { fds } });
      expect(verdictOf(held).verdict).to.equal('leaking');
      expect(verdictOf([...held, idle(20)]).verdict).to.equal('clean');
      // 95 % came back, and the 150 that did not are 0.01 per request.
      expect(verdictOf([...held, idle(20 + 150)]).verdict).to.equal('inconclusive');
    });

    it('clears it after as many requests as a count that never grew', () => {
      const heldDuring = (unit: number): LiteralBlock[] =>
        [1, 2, 4, 8].map((scale) => ({
          endpoint: 'GET /',
          requests: unit * scale,
          floor: { fds: 20 + 200 * (2 * scale - 1) },
        }));
      const idle: LiteralBlock = { endpoint: null, requests: 0, floor: { fds: 20 } };
      expect(verdictOf([...heldDuring(219), idle]).verdict).to.equal('clean');
      expect(verdictOf([...heldDuring(218), idle]).verdict).to.equal('inconclusive');
    });

    it('excuses nobody by the requests of others that happened to end a transaction', () => {
      const blocks = [1, 2, 3, 4, 5, 6].flatMap((round): LiteralBlock[] => [
        { endpoint: 'GET /opens', requests: 200, floor: { 'pg.idleInTransaction': 8 + (round % 2) } },
        { endpoint: 'GET /ends', requests: 200, floor: { 'pg.idleInTransaction': 2 } },
      ]);
      const idle = (level: number): LiteralBlock => ({
        endpoint: null,
        requests: 0,
        floor: { 'pg.idleInTransaction': level },
      });
      const verdictAfter = (level: number): unknown =>
        judgeTarget(literalRecording({ 'pg.idleInTransaction': 0 }, [...blocks, idle(level)]), defaultSettings, true)[0]
          ?.metrics[0]?.verdict;
      expect(verdictAfter(2)).to.equal('leaking');
    });

    it('clears what was undecided and came back, once time is up', () => {
      // Idle sockets of an agent: few, irregular, and gone when their keep-alive has run out.
      const levels = [4, 9, 9, 22, 22, 22, 36, 36];
      const blocks = levels.map(
        (sockets): LiteralBlock => ({ endpoint: 'GET /', requests: 1_000, floor: { sockets } }),
      );
      const idle: LiteralBlock = { endpoint: null, requests: 0, floor: { sockets: 4 } };
      const verdict = (given: readonly LiteralBlock[], isOver: boolean): unknown =>
        judgeTarget(literalRecording({ sockets: 4 }, given), defaultSettings, isOver)[0]?.verdict;
      expect(verdict(blocks, true)).to.equal('inconclusive');
      expect(verdict([...blocks, idle], false)).to.equal('inconclusive');
      expect(verdict([...blocks, idle], true)).to.equal('clean');
    });

    it('clears no memory of which a few sequential requests were seen, whatever else went when it was quiet', () => {
      const scouts = scoutSizes.map((requests, index): LiteralBlock => {
        return {
          endpoint: 'GET /',
          requests,
          phase: 'scout',
          floor: { heapUsedBytes: 3e7 + 250 * (2 * requests + index) },
        };
      });
      const idle: LiteralBlock = { endpoint: null, requests: 0, floor: { heapUsedBytes: 2.9e7 } };
      const [judgement] = judgeTarget(
        literalRecording({ heapUsedBytes: 3e7 }, [...scouts, idle]),
        defaultSettings,
        true,
      );
      expect(judgement?.verdict).to.equal('inconclusive');
      expect(judgement?.doubt).to.contain('too few');
    });

    it('doubts when half came back', () => {
      expect(cooled(20 + 60).metrics[0]).to.deep.include({ verdict: 'inconclusive' });
    });

    it('stands by it when little or nothing came back, or more was lost', () => {
      for (const fds of [147, 120, 90, 160]) expect(cooled(fds).verdict, `${fds} fds`).to.equal('leaking');
    });

    it('shares what came back out among the endpoints that grew', () => {
      const second = losing('GET /b').map((block) => ({ ...block, floor: { fds: (block.floor.fds ?? 0) + 127 } }));
      const blocks = [...losing('GET /a'), ...second, { endpoint: null, requests: 0, floor: { fds: 20 + 100 } }];
      const judgements = judgeTarget(literalRecording({ fds: 20 }, blocks), defaultSettings, true);
      for (const { metrics } of judgements) expect(metrics[0]?.reason).to.contain('61 %');
    });
  });
});
