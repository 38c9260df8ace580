import type { Unit } from '../../model/metrics/metric-definition.js';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with thousands separators, e.g. `4,096`. */
export function formatCount(count: number): string {
  return grouped.format(Math.round(count));
}

/** Decimal units: 1 KB is 1,000 B, as for disks. */
const byteSteps = [
  { from: 999_500_000, divisor: 1e9, name: 'GB' },
  { from: 999_500, divisor: 1e6, name: 'MB' },
  { from: 999.5, divisor: 1e3, name: 'KB' },
] as const;

/** Bytes with about three significant digits, e.g. `12 B`, `7.3 KB`, `131 MB`. */
export function formatBytes(bytes: number): string {
  const step = byteSteps.find(({ from }) => Math.abs(bytes) >= from);
  if (step === undefined) return `${trimZeros(bytes.toFixed(Math.abs(bytes) < 9.95 ? 1 : 0))} B`;
  const scaled = bytes / step.divisor;
  return `${scaled.toFixed(Math.abs(scaled) < 99.95 ? 1 : 0)} ${step.name}`;
}

/** A count that may be a fraction, e.g. `1.00`, `0.25`, `0.0042`. */
export function formatFraction(value: number): string {
  const size = Math.abs(value);
  if (size >= 1_000) return formatCount(value);
  if (size === 0 || size >= 0.01) return withoutNegativeZero(value.toFixed(2));
  return size < 0.000_001 ? '0.00' : trimZeros(value.toFixed(2 - Math.ceil(Math.log10(size))));
}

/** A number in its metric's unit. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === 'bytes') return formatBytes(value);
  return Number.isInteger(value) ? formatCount(value) : formatFraction(value);
}

/** Puts a plus in front of a number that is not negative. */
export function withSign(text: string): string {
  return text.startsWith('-') ? text.replace('-', '−') : `+${text}`;
}

/** Removes trailing zeros: `12.40` becomes `12.4`, and `1.00` becomes `1`. */
export function trimZeros(text: string): string {
  return withoutNegativeZero(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

function withoutNegativeZero(text: string): string {
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
}
