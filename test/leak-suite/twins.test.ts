import * as chai from 'chai';
import { defineServer, type EndpointResult, type MetricResult, type TargetResult } from 'leakline';
import { leaklineChai } from 'leakline/chai';

const { expect } = chai.use(leaklineChai);

const services = { postgres: { maxConnections: 100 }, redis: {} };
const withLeak = defineServer({ command: 'node apps/with-leak/dist/server.js', ready: '/healthz', services });
const withoutLeak = defineServer({ command: 'node apps/without-leak/dist/server.js', ready: '/healthz', services });

/** The pool of `apps/without-leak` opens this many clients at most (pg's default). */
const poolSize = 10;

function endpointOf(result: TargetResult, id: string): EndpointResult {
  const endpoint = result.endpoints.find((candidate) => candidate.id === id);
  if (endpoint === undefined) throw new Error(`${id} was not measured`);
  return endpoint;
}

function metricOf(endpoint: EndpointResult, metric: string): MetricResult {
  const found = endpoint.metrics.find((candidate) => candidate.metric === metric);
  if (found === undefined) throw new Error(`${metric} was not measured at ${endpoint.id}`);
  return found;
}

/** Growth over the whole run of an endpoint, from its rate. */
const growthOf = (endpoint: EndpointResult, metric: string): number =>
  (metricOf(endpoint, metric).perRequest?.estimate ?? Number.NaN) * endpoint.requests;

describe('with-leak', () => {
  let result: TargetResult;

  it('leaks on GET /api/database and GET /api/redis', async () => {
    result = await expect(withLeak).to.leak({ endpoints: ['GET /api/database', 'GET /api/redis'] });
    expect(result.endpoints.map(({ verdict }) => verdict)).to.deep.equal(['leaking', 'leaking']);
  });

  it('keeps one PostgreSQL connection per request of GET /api/database', () => {
    const [finding] = endpointOf(result, 'GET /api/database').findings;
    expect(finding?.metric).to.equal('pg.connections');
    expect(finding?.perRequest.estimate).to.be.closeTo(1, 0.02);
  });

  it('keeps one Redis connection per request of GET /api/redis', () => {
    const [finding] = endpointOf(result, 'GET /api/redis').findings;
    expect(finding?.metric).to.equal('redis.connections');
    expect(finding?.perRequest.estimate).to.be.closeTo(1, 0.02);
  });

  it('accuses before the server runs out of connections', () => {
    expect(endpointOf(result, 'GET /api/database').requests).to.be.below(services.postgres.maxConnections);
    expect(endpointOf(result, 'GET /api/database').load.errors).to.equal(0);
  });
});

describe('without-leak', () => {
  let result: TargetResult;

  it('does not leak on GET /api/database and GET /api/redis', async () => {
    result = await expect(withoutLeak).to.not.leak({ endpoints: ['GET /api/database', 'GET /api/redis'] });
  });

  it('opens no more PostgreSQL connections than its pool holds', () => {
    const endpoint = endpointOf(result, 'GET /api/database');
    expect(metricOf(endpoint, 'pg.connections').verdict).to.equal('clean');
    expect(growthOf(endpoint, 'pg.connections')).to.be.at.most(poolSize);
  });

  it('shares one Redis connection', () => {
    const endpoint = endpointOf(result, 'GET /api/redis');
    expect(metricOf(endpoint, 'redis.connections').verdict).to.equal('clean');
    expect(growthOf(endpoint, 'redis.connections')).to.be.at.most(1);
  });
});
