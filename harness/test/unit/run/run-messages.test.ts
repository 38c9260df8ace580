import { expect } from 'chai';
import { noLoad } from '../../../src/model/load.js';
import { HarnessError } from '../../../src/platform/harness-error.js';
import { floorFailed } from '../../../src/run/run-messages.js';

describe('a floor that could not be read', () => {
  const error = new HarnessError('AGENT_UNRESPONSIVE', 'The agent did not answer.');
  const block = (endpoint: string, sent: number, firstFailure: string | null = null) => ({
    endpoint,
    load: { ...noLoad, sent, firstFailure },
  });

  it('names the endpoint that was driven before', () => {
    const { code, message } = floorFailed(error, [block('GET /a', 1, 'ECONNRESET')]);
    expect([code, message]).to.deep.equal([
      'AGENT_UNRESPONSIVE',
      'The agent did not answer. This was after 1 request to GET /a, where ECONNRESET.',
    ]);
  });

  it('names none of several that were driven together', () => {
    const { message } = floorFailed(error, [block('GET /a', 40), block('GET /b', 60)]);
    expect(message).to.equal('The agent did not answer. This was after 100 requests to 2 endpoints together.');
  });
});
