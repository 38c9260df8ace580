import { expect } from 'chai';
import { prometheusSample } from '../../../../src/run/probes/prometheus-sample.js';

const text = `
# HELP queue_messages Messages by queue.
# TYPE queue_messages gauge
queue_messages{queue="mail",vhost="/"} 3
queue_messages{queue="mail",vhost="b \\"x\\""} 4 1700000000000
queue_messages{queue="sms",vhost="/"} 1e2
go_memstats_heap_alloc_bytes 1.2345e+06
process_start_time_seconds NaN
up 1
`;

describe('a sample of Prometheus', () => {
  for (const [wanted, value] of [
    ['up', 1],
    ['go_memstats_heap_alloc_bytes', 1_234_500],
    ['queue_messages', 107],
    ['queue_messages{queue="mail"}', 7],
    ['queue_messages{vhost="/", queue="mail"}', 3],
    ['queue_messages{vhost="b \\"x\\""}', 4],
  ] as const) {
    it(`is found: ${wanted}`, () => {
      expect(prometheusSample(text, wanted)).to.equal(value);
    });
  }

  for (const [wanted, words] of [
    ['queue', 'has no sample queue; it has queue_messages{queue="mail",vhost="/"}'],
    ['queue_messages{queue="fax"}', 'has no sample queue_messages{queue="fax"}; it has queue_messages{'],
    ['process_start_time_seconds', 'is NaN, and no number'],
  ] as const) {
    it(`is missed in words: ${wanted}`, () => {
      expect(() => prometheusSample(text, wanted)).to.throw(words);
    });
  }

  it('is missed in a text that has none', () => {
    expect(() => prometheusSample('<html>', 'up')).to.throw(/has no sample up$/);
  });
});
