import { load } from 'js-yaml';

/** A service that has to reach a state before another one starts. */
export interface ComposeDependency {
  readonly service: string;
  readonly condition: string;
}

/** What Leakline reads of a service in a compose file, once Compose has merged and completed it. */
export interface ComposeService {
  readonly image: string | null;
  readonly hasBuild: boolean;
  /** Folder that the image is built from; null where the file names none. */
  readonly buildContext: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Ports inside the container that it publishes or exposes. */
  readonly ports: readonly number[];
  readonly dependsOn: readonly ComposeDependency[];
  readonly usesHostNetwork: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Compose writes `$` as `$$`, so that its own output is a compose file again. */
const plain = (value: unknown): string => String(value).replaceAll('$$', '$');

/** Writes a value so that Compose takes it as it is. */
export const composeText = (value: string): string => value.replaceAll('$', '$$$$');

function environmentOf(value: unknown): Readonly<Record<string, string>> {
  const pairs = Array.isArray(value)
    ? value.map((line): readonly [string, string | undefined] => {
        const [name = '', each] = String(line).split(/=(.*)/s, 2);
        return [name, each];
      })
    : Object.entries(fieldsOf(value)).map(([name, each]) => [name, each === null ? undefined : String(each)] as const);
  return Object.fromEntries(pairs.flatMap(([name, each]) => (each === undefined ? [] : [[name, plain(each)]])));
}

/** The port inside, of `3000`, `3001:3000`, `127.0.0.1:3001:3000/tcp`, or `{ target: 3000 }`. */
function portOf(value: unknown): readonly number[] {
  const { target, protocol = 'tcp' } = fieldsOf(value);
  if (target !== undefined) return protocol === 'tcp' ? [Number(target)] : [];
  const [, port] = /(?:^|:)(\d+)(?:\/tcp)?$/.exec(String(value)) ?? [];
  return port === undefined ? [] : [Number(port)];
}

function dependenciesOf(value: unknown): readonly ComposeDependency[] {
  if (Array.isArray(value)) return value.map((service) => ({ service: String(service), condition: 'service_started' }));
  return Object.entries(fieldsOf(value)).map(([service, each]) => ({
    service,
    condition: String(fieldsOf(each).condition ?? 'service_started'),
  }));
}

function contextOf(build: unknown): string | null {
  const context = typeof build === 'string' ? build : fieldsOf(build).context;
  return typeof context === 'string' && !context.includes('://') ? context : null;
}

/** Reads the output of `docker compose config`. */
export function parseComposeConfig(text: string): ReadonlyMap<string, ComposeService> {
  const services = fieldsOf(fieldsOf(load(text)).services);
  return new Map(
    Object.entries(services).map(([name, value]) => {
      const fields = fieldsOf(value);
      const ports = [...listOf(fields.ports), ...listOf(fields.expose)].flatMap(portOf);
      return [
        name,
        {
          image: typeof fields.image === 'string' ? fields.image : null,
          hasBuild: fields.build !== undefined,
          buildContext: contextOf(fields.build),
          environment: environmentOf(fields.environment),
          ports: [...new Set(ports)],
          dependsOn: dependenciesOf(fields.depends_on),
          usesHostNetwork: fields.network_mode === 'host',
        },
      ];
    }),
  );
}

/** The version that a compose file names. Compose 1 wants the same one in every file of a project. */
export function composeVersionOf(text: string): string | null {
  const { version } = fieldsOf(load(text));
  return version === undefined ? null : String(version);
}

/** The services that these ones depend on, directly or not, with the state that somebody waits for. */
export function dependenciesOfAll(
  services: ReadonlyMap<string, ComposeService>,
  wanted: readonly string[],
): readonly ComposeDependency[] {
  const found = new Map<string, ComposeDependency>();
  const todo = [...wanted];
  for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
    for (const dependency of services.get(name)?.dependsOn ?? []) {
      const key = `${dependency.service} ${dependency.condition}`;
      if (found.has(key)) continue;
      found.set(key, dependency);
      todo.push(dependency.service);
    }
  }
  return [...found.values()];
}
