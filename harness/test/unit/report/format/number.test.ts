import { expect } from 'chai';
import {
  formatBytes,
  formatCount,
  formatFraction,
  formatValue,
  withSign,
} from '../../../../src/report/format/number.js';

describe('number formats', () => {
  const bytes: readonly (readonly [number, string])[] = [
    [0, '0 B'],
    [1.7, '1.7 B'],
    [-0.04, '0 B'],
    [12.4, '12 B'],
    [999.4, '999 B'],
    [999.6, '1.0 KB'],
    [7_300, '7.3 KB'],
    [-7_300, '-7.3 KB'],
    [131_400, '131 KB'],
    [999_700, '1.0 MB'],
    [13_400_000, '13.4 MB'],
    [2_147_000_000, '2.1 GB'],
  ];
  for (const [value, text] of bytes)
    it(`writes ${value} bytes as ${text}`, () => expect(formatBytes(value)).to.equal(text));

  const fractions: readonly (readonly [number, string])[] = [
    [1, '1.00'],
    [0, '0.00'],
    [-0.000_000_1, '0.00'],
    [0.25, '0.25'],
    [0.0042, '0.0042'],
    [0.000_25, '0.00025'],
    [0.001, '0.001'],
    [12_345.6, '12,346'],
  ];
  for (const [value, text] of fractions)
    it(`writes the rate ${value} as ${text}`, () => expect(formatFraction(value)).to.equal(text));

  it('separates thousands', () => expect(formatCount(11_300_000)).to.equal('11,300,000'));
  it('shows whole counts without a fraction', () => expect(formatValue(57, 'count')).to.equal('57'));
  it('gives growth a sign', () => expect([withSign('1.00'), withSign('-7 B')]).to.deep.equal(['+1.00', '−7 B']));
});
