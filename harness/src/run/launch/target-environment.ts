import { fillReferences, namesPort, servicePart } from '../../config/env-references.js';
import type { RunningService } from '../../model/service.js';
import { type ServiceParts, servicePartsOf } from './service-parts.js';
import { withServices } from './service-variables.js';

type Variables = Readonly<Record<string, string>>;

/**
 * The variables of a target. Those that name its own port are made by `portEnv`, because the port is chosen last.
 */
export interface TargetEnvironment {
  readonly env: Record<string, string>;
  portEnv(port: number): Record<string, string>;
}

function fill(variables: Variables, services: readonly RunningService[], port: number | null): Record<string, string> {
  const parts = new Map<string, ServiceParts>(services.map((service) => [service.kind, servicePartsOf(service)]));
  const valueFor = (name: string): string | null => {
    if (name === 'port') return port === null ? null : String(port);
    const named = servicePart(name);
    return named === null ? null : (parts.get(named.kind)?.[named.part] ?? null);
  };
  const filled = Object.entries(variables).map(([name, value]) => [name, fillReferences(value, valueFor)] as const);
  return Object.fromEntries(filled);
}

/**
 * Joins the inherited variables, those of the services, and `env` of the configuration. Later ones win.
 *
 * @param inherited the variables of the process that started the run.
 */
export function targetEnvironment(
  inherited: Variables,
  services: readonly RunningService[],
  configured: Variables,
): TargetEnvironment {
  const ofPort = ([, value]: readonly [string, string]): boolean => namesPort(value);
  const entries = Object.entries(configured);
  const fixed = Object.fromEntries(entries.filter((entry) => !ofPort(entry)));
  const moving = Object.fromEntries(entries.filter(ofPort));
  return {
    env: { ...withServices(inherited, services), ...fill(fixed, services, null) },
    portEnv: (port) => fill(moving, services, port),
  };
}
