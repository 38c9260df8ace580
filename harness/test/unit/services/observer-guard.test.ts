import { expect } from 'chai';
import { createObserverGuard } from '../../../src/services/observer-guard.js';
import { failureOf } from '../../fixtures/services/failure-of.js';

const server = { kind: 'postgres', description: 'embedded 17.10', outputTail: () => 'PANIC: disk full' } as const;

describe('createObserverGuard', () => {
  it('runs one reading at a time', async () => {
    const guard = createObserverGuard(server);
    let running = 0;
    const read = async () => {
      running += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return running--;
    };
    expect(await Promise.all([guard(read), guard(read), guard(read)])).to.deep.equal([1, 1, 1]);
  });

  it('reports the loss with the output of the server, and stays lost', async () => {
    const guard = createObserverGuard(server);
    const failure = await failureOf(guard(() => Promise.reject(new Error('Connection terminated unexpectedly'))));
    expect(failure).to.have.property('code', 'SERVICE_LOST');
    expect(failure.message)
      .to.include('embedded 17.10')
      .and.include('Connection terminated unexpectedly')
      .and.include('PANIC: disk full');
    expect(await failureOf(guard(async () => 1))).to.equal(failure);
  });
});
