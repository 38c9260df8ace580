import { expect } from 'chai';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import {
  formatCleanBound,
  formatGrowth,
  formatInterval,
  formatNotExcluded,
  formatProjection,
  formatReachedBound,
  formatSideCosts,
} from '../../../../src/report/format/growth.js';
import { connectionFinding, sampleMetric } from '../../../fixtures/report/sample-result.js';

describe('growth in words', () => {
  it('names the rate with its metric', () => {
    expect(formatGrowth('pg.connections', 'count', 1)).to.equal('+1.00 pg connection/request');
    expect(formatGrowth('redis.connections', 'count', 2)).to.equal('+2.00 Redis connections/request');
    expect(formatGrowth('heapUsedBytes', 'bytes', 7_300)).to.equal('+7.3 KB heap/request');
    expect(formatGrowth('handles.Timeout', 'count', 1)).to.equal('+1.00 Timeout (handles)/request');
  });

  it('survives metric names that objects have by nature', () => {
    expect(formatGrowth('constructor' as MetricId, 'count', 1)).to.equal('+1.00 constructor/request');
  });

  it('writes intervals with their unit', () => {
    expect(formatInterval({ estimate: 1, low: 1, high: 1 }, 'count')).to.equal('[1.00, 1.00]');
    expect(formatInterval({ estimate: 3, low: -5, high: 11.6 }, 'bytes')).to.equal('[−5 B, 12 B]');
  });

  it('lists side costs briefly', () => {
    expect(formatSideCosts(connectionFinding.alsoCosts)).to.equal('+1 fd, +7.3 KB heap');
  });

  it('says when a limit is reached', () => {
    expect(formatProjection({ limit: 'max_connections=100', requestsLeft: 83 })).to.equal(
      'max_connections=100 is exhausted after 83 more requests',
    );
    expect(formatProjection({ limit: 'a', requestsLeft: 1 })).to.equal('a is exhausted after 1 more request');
    expect(formatProjection({ limit: 'a', requestsLeft: 0 })).to.equal('a is already exhausted');
  });

  it('bounds a clean metric from above', () => {
    const bound = (high: number): string => formatCleanBound(sampleMetric('heapUsedBytes', 'clean', [0, -9, high]));
    expect(bound(11.6)).to.equal('heap grows less than 12 B/request (tolerance 32 B)');
    expect(bound(-1)).to.equal('heap does not grow (tolerance 32 B)');
    expect(formatCleanBound(sampleMetric('fds', 'clean', [0, 0, 0]))).to.equal('fds do not grow (tolerance 0.001)');
  });

  it('bounds several buffers in the plural, and says of nothing that it is nothing', () => {
    const buffers = sampleMetric('arrayBuffersBytes', 'clean', [0, -9, 20]);
    expect(formatCleanBound(buffers)).to.equal('buffers grow less than 20 B/request (tolerance 64 B)');
    const none = { perRequest: 0.02, requests: 1_943, isFull: false };
    expect(formatReachedBound(buffers, none)).to.equal('buffers do not grow in 1,943 requests (tolerance 64 B)');
  });

  it('says what a clean metric may still leak', () => {
    const reached = { requests: 1_864, isFull: false };
    const count = { ...reached, perRequest: 2.995_732 / 1_864 };
    expect(formatNotExcluded('count', count)).to.equal('rarer than 1 in 622 (1,864 requests)');
    expect(formatNotExcluded('bytes', { ...reached, perRequest: 45 })).to.equal('less than 45 B (1,864 requests)');
    expect(formatNotExcluded('bytes', { ...reached, perRequest: 0 })).to.equal('less than 0.1 B (1,864 requests)');
  });
});
