import { expect } from 'chai';
import { measureLeaks } from '../../../src/run/measure-server.js';

describe('run/measure-server', () => {
  it('rejects with a message that holds its code', async () => {
    const error: unknown = await measureLeaks({ command: 'node server.js' }, { endpoints: ['no path'] }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Error).with.property('code', 'CONFIG_INVALID');
    expect(error).to.have.property('message').that.includes('[CONFIG_INVALID]');
  });
});
