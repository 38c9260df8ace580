import { expect } from 'chai';
import fc from 'fast-check';
import { fixedMetrics, isMetricId, type MetricId } from '../../../../src/model/metrics/catalogue.js';
import { endpointLink, metricLink, parseDeepLink } from '../../../../src/report/format/deep-link.js';

/** Any name that a probe may give a metric, those of families with whatever a type is called. */
const anyMetric: fc.Arbitrary<MetricId> = fc.oneof(
  fc.constantFrom(...fixedMetrics),
  fc.string({ minLength: 1 }).map((type) => `handles.${type}` as const),
  fc.string({ minLength: 1 }).map((type) => `objects.${type}` as const),
);
const noMetric = fc.oneof(
  fc.constantFrom('toString', 'constructor', '__proto__', 'handles.', 'objects.', 'fds.Timeout'),
  fc.string({ minLength: 1 }).filter((name) => !isMetricId(name)),
);

describe('deep links', () => {
  it('name an endpoint, one metric of it, or a chart', () => {
    expect(endpointLink('GET /api/database')).to.equal('#endpoints/GET%20%2Fapi%2Fdatabase');
    expect(endpointLink('GET /', 'fds')).to.equal('#endpoints/GET%20%2F/fds');
    expect(metricLink('handles.Timeout')).to.equal('#metrics/handles.Timeout');
  });

  it('are read back, whatever an endpoint is called', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.option(anyMetric), (endpoint, metric) => {
        expect(parseDeepLink(endpointLink(endpoint, metric))).to.deep.equal({ section: 'endpoints', endpoint, metric });
      }),
    );
    fc.assert(
      fc.property(anyMetric, (metric) => {
        expect(parseDeepLink(metricLink(metric))).to.deep.equal({ section: 'metrics', metric });
      }),
    );
  });

  it('point at the endpoint alone, or at nothing, when they name what is no metric', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), noMetric, (endpoint, name) => {
        const part = encodeURIComponent(name);
        const target = { section: 'endpoints', endpoint, metric: null };
        expect(parseDeepLink(`${endpointLink(endpoint)}/${part}`)).to.deep.equal(target);
        expect(parseDeepLink(`#metrics/${part}`)).to.equal(null);
      }),
    );
  });

  for (const hash of ['', '#', '#endpoints', '#charts/x', '#endpoints/%E0%A4%A', '#metrics/a/b', '#endpoints/a/b/c']) {
    it(`point at nothing when they are ${JSON.stringify(hash)}`, () => expect(parseDeepLink(hash)).to.equal(null));
  }
});
