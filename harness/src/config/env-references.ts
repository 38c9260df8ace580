import { services } from '../model/services/catalogue.js';
import type { ServicePart } from '../model/services/service-definition.js';
import { type ServiceKind, serviceKinds } from '../model/services/service-kind.js';
import type { WantedServices } from '../model/services/service-options.js';
import { didYouMean } from '../platform/text/did-you-mean.js';
import type { ResolvedTarget } from './resolved-config.js';

const ownPort = 'port';
const known: readonly string[] = [
  ownPort,
  ...services.flatMap(({ kind, parts }) => parts.map((part) => `${kind}.${part}`)),
];

/**
 * Matches `${postgres.host}`, and `$${postgres.host}`, which stands for the text itself. A name without a dot belongs
 * to the shell (`${HOME}`), as does anything that is not a plain name (`${PORT:-80}`). Both stay as they are.
 */
const reference = new RegExp(
  `(\\$?)\\$\\{(port|[\\w-]+(?:\\.[\\w-]+)+|(?:${serviceKinds.join('|')})\\.[^{}]*)\\}`,
  'g',
);

/** Returns the value for a name, or null to leave the reference as it is. */
export type ReferenceValue = (name: string) => string | null;

/** Replaces references by their values. */
export const fillReferences = (text: string, valueFor: ReferenceValue): string =>
  text.replace(reference, (all: string, dollar: string, name: string) =>
    dollar === '' ? (valueFor(name) ?? all) : all.slice(1),
  );

const referencesIn = (text: string): readonly string[] =>
  [...text.matchAll(reference)].flatMap(([, dollar, name = '']) => (dollar === '' ? [name] : []));

/** Whether a text refers to the target's own port. This port is the last value that becomes known. */
export const namesPort = (text: string): boolean => referencesIn(text).includes(ownPort);

/** The service and the part that a name stands for. Null for an unknown name, and for `port`. */
export function servicePart(name: string): { readonly kind: ServiceKind; readonly part: ServicePart } | null {
  const service = services.find(({ kind }) => name.startsWith(`${kind}.`));
  const part = service?.parts.find((candidate) => name === `${service.kind}.${candidate}`);
  return service === undefined || part === undefined ? null : { kind: service.kind, part };
}

/**
 * What is wrong with the references in a text.
 *
 * @param isAskedFor tells whether the run has a service.
 */
function referenceProblems(text: string, isAskedFor: (kind: ServiceKind) => boolean): readonly string[] {
  return [...new Set(referencesIn(text))].flatMap((name) => {
    const named = servicePart(name);
    if (name === ownPort || (named !== null && isAskedFor(named.kind))) return [];
    const shown = `\${${name}}`;
    if (named !== null)
      return [`${shown}: ${named.kind} is not among "services"; add services: { ${named.kind}: true }`];
    return [`${shown}: unknown; ${didYouMean(name, known, 'known are')}. For the text itself write $${shown}`];
  });
}

/** References in the variables of targets that cannot be replaced. */
export function environmentProblems(targets: readonly ResolvedTarget[], services: WantedServices): readonly string[] {
  return targets.flatMap(({ name, launch }) => {
    if (launch.kind !== 'spawn') return [];
    return Object.entries(launch.env).flatMap(([variable, value]) =>
      referenceProblems(value, (kind) => services[kind] !== null).map(
        (problem) => `target "${name}", env ${variable}: ${problem}`,
      ),
    );
  });
}
