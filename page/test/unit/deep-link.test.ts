import { expect } from 'chai';
import fc from 'fast-check';
import { endpointLink, metricLink, parseDeepLink } from '../../src/deep-link.js';

describe('deep links', () => {
  it('name an endpoint, one metric of it, or a chart', () => {
    expect(endpointLink('GET /api/database')).to.equal('#endpoints/GET%20%2Fapi%2Fdatabase');
    expect(endpointLink('GET /', 'fds')).to.equal('#endpoints/GET%20%2F/fds');
    expect(metricLink('handles.Timeout')).to.equal('#metrics/handles.Timeout');
  });

  it('are read back, whatever an endpoint is called', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.option(fc.string({ minLength: 1 })), (endpoint, metric) => {
        expect(parseDeepLink(endpointLink(endpoint, metric))).to.deep.equal({ section: 'endpoints', endpoint, metric });
        expect(parseDeepLink(metricLink(endpoint))).to.deep.equal({ section: 'metrics', metric: endpoint });
      }),
    );
  });

  for (const hash of ['', '#', '#endpoints', '#charts/x', '#endpoints/%E0%A4%A', '#metrics/a/b', '#endpoints/a/b/c']) {
    it(`point at nothing when they are ${JSON.stringify(hash)}`, () => expect(parseDeepLink(hash)).to.equal(null));
  }
});
