import type { Endpoint } from '../model/endpoint.js';
import { services as known } from '../model/services/catalogue.js';
import { secretsOfEnvironment } from '../platform/secrets/environment-secrets.js';
import { secretsOfOptions } from '../platform/secrets/option-secrets.js';
import { secretsOfRequest } from '../platform/secrets/request-secrets.js';
import type { Secret } from '../platform/secrets/secret.js';
import { secretsOfText } from '../platform/secrets/text-secrets.js';
import { fillReferences } from './env-references.js';
import type { ResolvedConfig, ResolvedTarget, TargetLaunch } from './resolved-config.js';

const secretsOfEndpoint = ({ steps }: Endpoint): readonly Secret[] => steps.flatMap(secretsOfRequest);

const wordsOf = (command: string | readonly string[]): readonly string[] =>
  typeof command === 'string' ? command.split(/\s+/) : command;

function secretsOfCommand(command: string | readonly string[], source: string): readonly Secret[] {
  const words = wordsOf(command);
  return [...secretsOfText(words.join(' '), source), ...secretsOfOptions(words, source)];
}

/** Leaves out references. Their values are known once the services run, and are masked then. */
const withoutReferences = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fillReferences(value, () => '')]));

function secretsOfLaunch(launch: TargetLaunch): readonly Secret[] {
  switch (launch.kind) {
    case 'spawn':
      return [
        ...secretsOfEnvironment(withoutReferences(launch.env)),
        ...secretsOfCommand(launch.command, 'command'),
        ...secretsOfCommand(launch.prepare?.command ?? '', 'prepare'),
      ];
    case 'compose':
      return secretsOfEnvironment(launch.env);
    case 'attach':
    case 'container':
      return secretsOfText(launch.url ?? '', 'url');
  }
}

function secretsOfTarget({
  launch,
  proxy,
  ready,
  invariants,
  probes,
  clients,
  endpoints,
}: ResolvedTarget): readonly Secret[] {
  const inFront = proxy === null ? '' : proxy.kind === 'attach' ? proxy.url : proxy.command;
  return [
    ...secretsOfLaunch(launch),
    ...secretsOfCommand(inFront, 'proxy'),
    ...(ready !== null && 'path' in ready ? secretsOfText(ready.path, 'query') : []),
    ...invariants.flatMap(({ question }) => secretsOfText(question.join(' '), 'invariant')),
    ...probes.flatMap(({ read, beforeFloor }) => secretsOfText(JSON.stringify([read, beforeFloor]), 'probe')),
    ...[...clients.setup, ...clients.before, ...clients.teardown].flatMap(secretsOfRequest),
    ...endpoints.flatMap(secretsOfEndpoint),
  ];
}

/** The secrets in what a configuration sends and starts targets with. They must not be written down. */
export function secretsOfConfig({
  services,
  targets,
}: Pick<ResolvedConfig, 'services' | 'targets'>): readonly Secret[] {
  const urls = Object.fromEntries(known.map(({ kind, url }) => [url.variable, services[kind]?.url ?? undefined]));
  return [...secretsOfEnvironment(urls), ...targets.flatMap(secretsOfTarget)];
}
