import { expect } from 'chai';
import { createBlockTally } from '../../../src/load/block-tally.js';
import { createLoadLane } from '../../../src/load/load-lane.js';
import type { RequestTemplate } from '../../../src/model/endpoint.js';
import type { LoadBlock } from '../../../src/model/load.js';

const step: RequestTemplate = {
  method: 'GET',
  path: '/',
  headers: {},
  body: null,
  expectStatus: [200, 299],
  abort: null,
  captures: [],
};
const steps = [step, { ...step, method: 'POST' }];
const block: LoadBlock = {
  endpoint: { id: 'two steps', steps },
  requests: 3,
  connections: 2,
  timeoutMs: 100,
  firstN: 10,
};
const answer = { status: 200, headers: [], body: '', latencyMs: 1 };

describe('load/load-lane', () => {
  it('goes through the steps of a unit, then takes the next unit that is left', () => {
    const tally = createBlockTally(block);
    const [left, right] = [createLoadLane(steps, tally), createLoadLane(steps, tally)];
    const turn = (lane: typeof left): string | undefined => {
      const next = lane.next();
      return next === null ? undefined : `${next.step.method} ${next.unit.n}`;
    };
    expect([turn(left), turn(right), turn(left)]).to.deep.equal(['GET 10', 'GET 11', 'GET 10']);
    for (const expected of ['POST 10', 'GET 12', 'POST 12', undefined]) {
      left.send();
      left.answered(answer);
      expect(turn(left)).to.equal(expected);
    }
    expect(tally.result(10)).to.include({ sent: 3, ok: 2 });
  });

  it('counts the first end of a request only', () => {
    const tally = createBlockTally(block);
    const lane = createLoadLane([step], tally);
    lane.next();
    lane.send();
    lane.failed(new Error('first'));
    lane.answered(answer);
    lane.timedOut();
    expect(tally.result(10)).to.deep.include({ sent: 1, errors: 1, ok: 0, timeouts: 0, statuses: {} });
  });

  it('leaves out the steps behind a silent one once the time of the block is over', () => {
    const tally = createBlockTally(block);
    const lane = createLoadLane(steps, tally);
    for (const isOver of [false, true]) {
      if (isOver) tally.close();
      lane.next();
      lane.send();
      lane.timedOut();
      expect(lane.next()?.step.method).to.equal(isOver ? undefined : 'POST');
      if (isOver) break;
      lane.send();
      lane.answered(answer);
      expect(lane.next()?.unit.n).to.equal(11);
    }
    expect(tally.result(10)).to.include({ sent: 2, ok: 0, timeouts: 2 });
  });

  it('waits only between sending and the end of a request', () => {
    const lane = createLoadLane([step], createBlockTally(block));
    lane.next();
    expect(lane.isWaiting()).to.equal(false);
    lane.send();
    expect(lane.isWaiting()).to.equal(true);
    lane.hungUp();
    expect(lane.isWaiting()).to.equal(false);
  });

  it('takes no further unit once the block is closed, but ends the one it has', () => {
    const tally = createBlockTally(block);
    const lane = createLoadLane(steps, tally);
    lane.next();
    tally.close();
    lane.send();
    lane.answered(answer);
    expect(lane.next()?.step.method).to.equal('POST');
    lane.send();
    lane.answered(answer);
    expect(lane.next()).to.equal(null);
    expect(tally.result(10)).to.include({ sent: 1, ok: 1 });
  });
});
