import { expect } from 'chai';
import { giftOf } from '../../../../../src/attribution/node/follow/handed.js';
import { link } from './evidence.js';

const ofHolder = { from: 'holder', holder: 0 } as const;
const gaveOf = (overrides: Parameters<typeof link>[0], isOfKeeper = false) => giftOf(link(overrides), isOfKeeper).gave;

describe('attribution/giftOf', () => {
  it('knows nothing of what was not called', () => {
    expect(giftOf(link({ results: 0, reached: 8 }), true)).to.deep.equal({
      gave: null,
      isPassed: false,
      isRemembered: false,
    });
  });

  it('takes a way to half of what leaks for the rule, and less for chance', () => {
    expect(gaveOf({ reached: 4 })).to.equal('handle');
    expect(gaveOf({ reached: 3 })).to.equal('nothing');
    expect(gaveOf({ keeping: 4 })).to.equal('handle');
  });

  it('takes a way before a loan, and a loan before what was handed over', () => {
    expect(gaveOf({ reached: 8, lent: 8, handedOver: 8 })).to.equal('handle');
    expect(gaveOf({ lent: 8, handedOver: 8 })).to.equal('loan');
    expect(gaveOf({ handedOver: 8 })).to.equal('kept');
  });

  it('takes nothing that the callee opens for kept, whatever waits for its answer', () => {
    const stack = [{ functionName: null, file: '/app/a.js', line: 1, column: 1, isAsync: false }];
    const gaveOfKind = (kind: 'socket' | 'listener') => gaveOf({ of: { from: 'origin', kind, stack }, handedOver: 8 });
    expect([gaveOfKind('socket'), gaveOfKind('listener')]).to.deep.equal(['nothing', 'kept']);
  });

  it('takes calls with a key of their own each, made for what they do, for what the keeper was to keep', () => {
    const keyed = { of: ofHolder, nothings: 8, keys: 8 };
    expect(gaveOf(keyed, true)).to.equal('kept');
    expect(gaveOf(keyed, false)).to.equal('nothing');
    expect(gaveOf({ ...keyed, keys: 6 }, true)).to.equal('nothing');
    expect(gaveOf({ ...keyed, nothings: 3 }, true)).to.equal('nothing');
    expect(gaveOf({ ...keyed, of: { from: 'calls' } }, true)).to.equal('nothing');
    expect(gaveOf({ ...keyed, results: 1, nothings: 1, keys: 1 }, true)).to.equal('nothing');
  });

  it('leaves open what objects may lead to where nothing was seen to leak', () => {
    expect(gaveOf({ things: 0, objects: 8 })).to.equal(null);
    expect(gaveOf({ things: 0, objects: 0 })).to.equal('nothing');
    expect(gaveOf({ things: 8, objects: 8 })).to.equal('nothing');
  });

  it('tells of answers that are remembered under keys that are new each time', () => {
    expect(giftOf(link({ remembered: 4, keys: 8 }), false)).to.include({ gave: 'nothing', isRemembered: true });
    expect(giftOf(link({ remembered: 4, keys: 6 }), false).isRemembered).to.equal(false);
    expect(giftOf(link({ remembered: 3, keys: 8 }), false).isRemembered).to.equal(false);
  });

  it('tells of objects that were handed over beside the rest', () => {
    expect(giftOf(link({ passed: 4, handedOver: 8 }), false)).to.include({ gave: 'kept', isPassed: true });
    expect(giftOf(link({ passed: 3 }), false).isPassed).to.equal(false);
  });
});
