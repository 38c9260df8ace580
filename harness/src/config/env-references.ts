import { services } from '../model/services/catalogue.js';
import type { ServicePart } from '../model/services/service-definition.js';
import { type ServiceKind, serviceKinds } from '../model/services/service-kind.js';
import { didYouMean } from '../platform/text/did-you-mean.js';

const ownPort = 'port';
const known: readonly string[] = [
  ownPort,
  ...services.flatMap(({ kind, parts }) => parts.map((part) => `${kind}.${part}`)),
];

/**
 * `${postgres.host}`, and `$${postgres.host}` for the text itself. A name without a dot is the shell's (`${HOME}`), and so is
 * whatever is no plain name (`${PORT:-80}`): both stay as they are.
 */
const reference = new RegExp(
  `(\\$?)\\$\\{(port|[\\w-]+(?:\\.[\\w-]+)+|(?:${serviceKinds.join('|')})\\.[^{}]*)\\}`,
  'g',
);

/** What stands for a name; null leaves the reference as it is. */
export type ReferenceValue = (name: string) => string | null;

/** Puts values in the place of names. */
export const fillReferences = (text: string, valueFor: ReferenceValue): string =>
  text.replace(reference, (all: string, dollar: string, name: string) =>
    dollar === '' ? (valueFor(name) ?? all) : all.slice(1),
  );

const referencesIn = (text: string): readonly string[] =>
  [...text.matchAll(reference)].flatMap(([, dollar, name = '']) => (dollar === '' ? [name] : []));

/** Whether a text names the target's own port, which is known last. */
export const namesPort = (text: string): boolean => referencesIn(text).includes(ownPort);

/** Service and part of a name; null for a name that is known to nobody, and for `port`. */
export function servicePart(name: string): { readonly kind: ServiceKind; readonly part: ServicePart } | null {
  const service = services.find(({ kind }) => name.startsWith(`${kind}.`));
  const part = service?.parts.find((candidate) => name === `${service.kind}.${candidate}`);
  return service === undefined || part === undefined ? null : { kind: service.kind, part };
}

/** What is wrong with the names in a text; `isAskedFor` tells whether the run has a service. */
export function referenceProblems(text: string, isAskedFor: (kind: ServiceKind) => boolean): readonly string[] {
  return [...new Set(referencesIn(text))].flatMap((name) => {
    const named = servicePart(name);
    if (name === ownPort || (named !== null && isAskedFor(named.kind))) return [];
    const shown = `\${${name}}`;
    if (named !== null)
      return [`${shown}: ${named.kind} is not among "services"; add services: { ${named.kind}: true }`];
    return [`${shown}: unknown; ${didYouMean(name, known, 'known are')}. For the text itself write $${shown}`];
  });
}
