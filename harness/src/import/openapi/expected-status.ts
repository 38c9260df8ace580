import type { StatusRange } from '../../config/user-config.js';
import { type Fields, fieldsOf } from '../values.js';

/** The statuses from 200 to 399 that an operation documents, as one range; undefined where it documents none. */
export function expectedStatusOf(operation: Fields): StatusRange | undefined {
  const codes = Object.keys(fieldsOf(operation.responses)).flatMap(statusesOf);
  if (codes.length === 0) return undefined;
  const [from, to] = [Math.min(...codes), Math.max(...codes)];
  return from === to ? from : [from, to];
}

/** `2XX` stands for all of them. */
function statusesOf(code: string): readonly number[] {
  const [, family = null] = /^([23])XX$/i.exec(code) ?? [];
  if (family !== null) return [Number(family) * 100, Number(family) * 100 + 99];
  return /^[23]\d\d$/.test(code) ? [Number(code)] : [];
}
