import { InvalidArgumentError } from 'commander';
import { isServiceKind, type ServiceKind, serviceKinds } from '../internal.js';

export function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

export function parsePositiveInteger(text: string): number {
  const value = parseNumber(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
}

export function parsePositiveNumber(text: string): number {
  const value = parseNumber(text);
  if (value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

export function parsePort(text: string): number {
  const value = parsePositiveInteger(text);
  if (value > 65_535) throw new InvalidArgumentError('It must be a port, at most 65535.');
  return value;
}

export function parseTolerance(
  text: string,
  sofar: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const [metric = '', value = ''] = text.split('=');
  return { ...sofar, [metric]: parseNumber(value) };
}

/** Collects the values of an option that may be given several times. */
export const collect = (value: string, sofar: unknown): readonly string[] => [...(sofar as readonly string[]), value];

/** Parses the name of a service. The option may be given several times. */
export function parseService(text: string, sofar: readonly ServiceKind[]): readonly ServiceKind[] {
  if (!isServiceKind(text)) throw new InvalidArgumentError(`Allowed choices are ${serviceKinds.join(', ')}.`);
  return [...sofar, text];
}
