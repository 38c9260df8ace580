import { expect } from 'chai';
import { createBlockTally, type SentStep, type Unit } from '../../../src/load/block-tally.js';
import { socketErrorText } from '../../../src/load/failure-text.js';
import type { RequestTemplate } from '../../../src/model/endpoint.js';
import type { LoadBlock } from '../../../src/model/load.js';

const step: RequestTemplate = {
  method: 'GET',
  path: '/x',
  headers: {},
  body: null,
  expectStatus: [200, 399],
  abort: null,
  captures: [],
};
const block: LoadBlock = {
  endpoint: { id: 'GET /x', steps: [step] },
  requests: 4,
  connections: 1,
  timeoutMs: 250,
  firstN: 1,
};

const sent = (unit: Unit): SentStep => ({ unit, step, request: null });

function tallyOf(act: (tally: ReturnType<typeof createBlockTally>) => void) {
  const tally = createBlockTally(block);
  act(tally);
  return tally.result(500);
}

describe('load/block-tally', () => {
  it('hands out each unit once, numbered on from firstN', () => {
    const tally = createBlockTally({ ...block, firstN: 7 });
    const numbers = Array.from({ length: 6 }, () => tally.claimUnit()?.n ?? null);
    expect(numbers).to.deep.equal([7, 8, 9, 10, null, null]);
    expect(tally.result(1).sent).to.equal(4);
  });

  it('lets the first failure of a unit decide it', () => {
    const result = tallyOf((tally) => {
      const unit = tally.claimUnit();
      if (unit === null) throw new Error('no unit');
      tally.timedOut(sent(unit));
      tally.answered(sent(unit), { status: 500, headers: [], body: 'broken', latencyMs: 4 });
      tally.endUnit(unit);
    });
    expect(result).to.include({ sent: 1, ok: 0, timeouts: 1, unexpected: 0, non2xx: 1 });
    expect(result.firstFailure).to.equal('GET /x was not answered within 250 ms');
  });

  it('takes the bounds of expectStatus as inside, and a redirect as outside 2xx', () => {
    for (const [status, ok, non2xx] of [
      [199, 0, 1],
      [200, 1, 0],
      [302, 1, 1],
      [399, 1, 1],
      [400, 0, 1],
    ] as const) {
      const result = tallyOf((tally) => {
        const unit = tally.claimUnit();
        if (unit === null) throw new Error('no unit');
        tally.answered(sent(unit), { status, headers: [], body: '', latencyMs: 1 });
        tally.endUnit(unit);
      });
      expect(result, `status ${status}`).to.include({ ok, non2xx, unexpected: 1 - ok });
    }
  });

  it('leaves a unit that was cut short as sent and nothing else', () => {
    const result = tallyOf((tally) => tally.claimUnit());
    expect(result).to.include({ sent: 1, ok: 0, errors: 0, timeouts: 0, unexpected: 0, requestsPerSecond: 0 });
  });

  it('says a socket error with its code', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    const result = tallyOf((tally) => {
      const unit = tally.claimUnit();
      if (unit !== null) tally.failed(sent(unit), refused);
    });
    expect(result.firstFailure).to.equal('GET /x: ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:1)');
  });

  it('says whose descriptors ran out: Leakline connects, and the service has a limit of its own', () => {
    const error = Object.assign(new Error('connect EMFILE 127.0.0.1:1'), { code: 'EMFILE', syscall: 'connect' });
    expect(socketErrorText('GET /x', error))
      .to.include('Leakline has no file descriptor left')
      .and.include('ulimit -n');
    // What a service says of its own end must not be met here: that accuses it.
    expect(socketErrorText('GET /x', error)).to.not.include('EMFILE');
  });
});
