import type { Finding } from 'leakline';
import type { Expectation, Place } from './expectation.js';

export type NamedCulprit = Pick<Finding['culprits'][number], 'file' | 'line' | 'package' | 'certainty'>;

/** What the harness said of one server, beside what is true. */
export interface Judgement {
  readonly verdict: string;
  /** Of all findings, in their order, the likeliest first. */
  readonly culprits: readonly NamedCulprit[];
  readonly right: 'first' | 'second' | 'no';
  /** The first one says that it is certain, and is not what has to change. */
  readonly isWronglyCertain: boolean;
}

/** `@scope/pg@8.23.1` → `@scope/pg`; a package whose version cannot be read has none. */
function packageName(nameAndVersion: string): string {
  const at = nameAndVersion.lastIndexOf('@');
  return at > 0 ? nameAndVersion.slice(0, at) : nameAndVersion;
}

/** Files of culprits are relative to where the bench was started. */
const isAt = ({ file, line }: NamedCulprit, place: Place): boolean =>
  `/${file}`.endsWith(`/${place.file}`) && line === place.line;

function isRight(culprit: NamedCulprit, expected: Expectation): boolean {
  if ('packages' in expected)
    return culprit.package !== null && expected.packages.includes(packageName(culprit.package));
  return culprit.package === null && expected.places.some((place) => isAt(culprit, place));
}

/** Compares the culprits of all findings with what has to change. */
export function judge(verdict: string, culprits: readonly NamedCulprit[], expected: Expectation): Judgement {
  const [isFirst = false, isSecond = false] = culprits.map((culprit) => isRight(culprit, expected));
  return {
    verdict,
    culprits,
    right: isFirst ? 'first' : isSecond ? 'second' : 'no',
    isWronglyCertain: !isFirst && culprits[0]?.certainty === 'certain',
  };
}
