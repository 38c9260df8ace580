import { expect } from 'chai';
import { describeKeeping, formatRetainers } from '../../../../src/attribution/culprits/phrases.js';
import type { RetainerLink } from '../../../../src/model/evidence.js';

const link = (edge: string, className: string, place: RetainerLink['place'] = null): RetainerLink => ({
  edge,
  className,
  place,
});

describe('attribution/culprits/phrases', () => {
  it('says who holds, and how much comes in', () => {
    const chain = [
      link('module', 'module', { file: 'cache.js', line: 1, column: 1 }),
      link('entries', 'Map'),
      link('[entry]', 'Session'),
    ];
    expect(formatRetainers(chain, 2)).to.deep.equal([
      'module cache.js',
      'entries: Map',
      '[entry]: Session, 2 per request',
    ]);
    expect(describeKeeping('Session', 2, chain)).to.equal('keeps 2 Session objects per request in `entries` (Map)');
  });

  it("names the event and its emitter, and none of the emitter's tables", () => {
    const chain = [
      link('socket', 'Socket'),
      link('_events', 'Object'),
      link('close', 'Array'),
      link('[n]', 'function onClose', { file: 'pool.js', line: 7, column: 3 }),
    ];
    expect(formatRetainers(chain, 1)).to.deep.equal([
      'socket: Socket',
      'listeners of "close"',
      '[n]: function onClose (pool.js:7), 1 per request',
    ]);
  });

  it('has words for what the engine calls by names of its own', () => {
    const chain = [link('stopping', 'Promise'), link('[n]', 'system / PromiseReaction')];
    expect(formatRetainers(chain, 12)).to.deep.equal([
      'stopping: Promise',
      '[n]: reaction of a promise, 12 per request',
    ]);
    expect(describeKeeping('system / PromiseReaction', 12, chain)).to.equal(
      'keeps 12 reactions of a promise per request in `stopping` (Promise)',
    );
  });
});
