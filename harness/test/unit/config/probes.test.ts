import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve-config.js';

const target = { name: 'shop', command: 'node server.js' };
const resolve = (changes: object) =>
  resolveConfig(
    { targets: [target], endpoints: ['/'], ...changes },
    {},
    { configFile: null, cwd: '/', environment: {} },
  );

const shell = { name: 'queue', read: { shell: 'wc -l < queue' } };

describe('probes of a configuration', () => {
  it('become metrics with how they are read', () => {
    const read = { url: '/metrics', prometheus: 'go_goroutines' };
    const probes = [
      { name: 'queue', read: { shell: 'wc -l < queue' }, tolerance: 0.01 },
      { name: 'goroutines', read, beforeFloor: { url: '/gc', method: 'post' } },
      { name: 'heap', unit: 'bytes', read: { url: 'http://127.0.0.1:1/vars', jsonpath: '$.heap' } },
    ];
    const config = resolve({ probes, tolerances: { 'probe.bytes.heap': 128 } });
    expect(config.targets[0]?.probes).to.deep.equal([
      {
        metric: 'probe.count.queue',
        read: { kind: 'shell', command: 'wc -l < queue' },
        beforeFloor: null,
        tolerance: 0.01,
      },
      {
        metric: 'probe.count.goroutines',
        read: { kind: 'prometheus', url: '/metrics', sample: 'go_goroutines' },
        beforeFloor: { kind: 'request', url: '/gc', method: 'POST' },
        tolerance: null,
      },
      {
        metric: 'probe.bytes.heap',
        read: { kind: 'json', url: 'http://127.0.0.1:1/vars', path: '$.heap' },
        beforeFloor: null,
        tolerance: null,
      },
    ]);
    expect(config.analysis.tolerances).to.deep.equal({ 'probe.count.queue': 0.01, 'probe.bytes.heap': 128 });
  });

  it("of a target stand in the place of everybody's", () => {
    const own = { ...target, name: 'own', probes: [] };
    const { targets } = resolve({ targets: [target, own], probes: [shell] });
    expect(targets.map(({ probes }) => probes.length)).to.deep.equal([1, 0]);
  });

  for (const [what, changes, words] of [
    ['of one name twice', { probes: [shell, { ...shell, unit: 'bytes' }] }, 'probe "queue": the name is given twice'],
    ['without a way to read them', { probes: [{ name: 'a', read: {} }] }, 'give either "shell"'],
    [
      'with a URL and no place in its answer',
      { probes: [{ name: 'a', read: { url: '/x' } }] },
      'one of "jsonpath" and "prometheus"',
    ],
    ['with no JSONPath', { probes: [{ name: 'a', read: { url: '/x', jsonpath: 'a.b' } }] }, 'a JSONPath'],
    ['with a name of words', { probes: [{ ...shell, name: 'my queue' }] }, 'letters, digits'],
    ['with an unknown key', { probes: [{ ...shell, reads: 1 }] }, 'did you mean "read"?'],
    ['with another unit', { probes: [{ ...shell, unit: 'ms' }] }, '"count", "bytes"'],
    [
      'with two tolerances',
      {
        targets: [
          { ...target, probes: [{ ...shell, tolerance: 1 }] },
          { ...target, name: 'b', probes: [shell] },
        ],
      },
      'has another tolerance in another target',
    ],
    [
      'and a tolerance of none of them',
      { probes: [shell], tolerances: { 'probe.count.queu': 1 } },
      'did you mean "probe.count.queue"?',
    ],
  ] as const) {
    it(`${what} are refused`, () => {
      expect(() => resolve(changes)).to.throw(words);
    });
  }
});
