import { expect } from 'chai';
import { asksForResource, passesOn } from '../../../../src/attribution/culprits/asks-for-resource.js';

describe('attribution/asksForResource', () => {
  for (const name of [
    'connect',
    'connectToDatabase',
    'openFile',
    'createClient',
    'getConnection',
    'createReadStream',
    'setInterval',
    'duplicate',
    'fetch',
    'once',
    'acquire',
    'listConnections',
  ]) {
    it(`takes ${name} for a request of something to give back`, () => expect(asksForResource(name)).to.equal(true));
  }

  for (const name of ['lookup', 'render', 'createOrder', 'planOf', 'isEnabled', 'getRates', 'setTitle', 'query']) {
    it(`takes ${name} for something else`, () => expect(asksForResource(name)).to.equal(false));
  }

  it('takes what only passes a call on for neither, and leaves it with its caller', () => {
    expect(['all', 'then', 'map'].map(passesOn)).to.deep.equal([true, true, true]);
    expect(passesOn('connect')).to.equal(false);
  });
});
