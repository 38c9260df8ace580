/** The part of the engine's answer to `inspect` that is read here. */
export interface InspectedContainer {
  readonly Id: string;
  readonly Name: string;
  readonly State: {
    readonly Running: boolean;
    readonly Paused?: boolean;
    readonly Pid: number;
    readonly Status: string;
  };
  readonly Config: {
    readonly WorkingDir?: string;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  };
  readonly HostConfig: { readonly NetworkMode?: string; readonly Memory?: number };
  readonly NetworkSettings: {
    readonly Ports?: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>>;
  };
}

/** A TCP port of a container that can be reached at a port of this machine. */
export interface PublishedPort {
  readonly containerPort: number;
  readonly host: string;
  readonly hostPort: number;
}

/** What Leakline needs to know of a container. */
export interface ContainerFacts {
  readonly id: string;
  readonly name: string;
  /** `running`, `paused`, `exited`, … */
  readonly status: string;
  /** Of its main process, in the namespace of the engine. */
  readonly pid: number;
  readonly workingFolder: string;
  /** Whether it shares the network of this machine, so that its ports are ports of the machine. */
  readonly usesHostNetwork: boolean;
  /** TCP ports that the image or the start names, published or not. */
  readonly exposedPorts: readonly number[];
  readonly publishedPorts: readonly PublishedPort[];
  /** Null without a limit. */
  readonly memoryLimitBytes: number | null;
}

/** A port that is published on all addresses is reached on loopback. */
const anyAddress = new Set(['', '0.0.0.0', '::']);

const tcpPortOf = (name: string): readonly number[] => {
  const [, port] = /^(\d+)\/tcp$/.exec(name) ?? [];
  return port === undefined ? [] : [Number(port)];
};

/** Reads the facts from the engine's answer. */
export function readContainerFacts(inspected: InspectedContainer): ContainerFacts {
  const { State, Config, HostConfig, NetworkSettings } = inspected;
  const ports = Object.entries(NetworkSettings.Ports ?? {});
  const published = ports.flatMap(([name, places]) =>
    tcpPortOf(name).flatMap((containerPort) =>
      (places ?? []).map(({ HostIp, HostPort }) => ({
        containerPort,
        host: anyAddress.has(HostIp) ? '127.0.0.1' : HostIp,
        hostPort: Number(HostPort),
      })),
    ),
  );
  const exposed = [...Object.keys(Config.ExposedPorts ?? {}), ...ports.map(([name]) => name)].flatMap(tcpPortOf);
  return {
    id: inspected.Id,
    name: inspected.Name.replace(/^\//, ''),
    status: State.Paused === true ? 'paused' : State.Status,
    pid: State.Pid,
    workingFolder: Config.WorkingDir || '/',
    usesHostNetwork: HostConfig.NetworkMode === 'host',
    exposedPorts: [...new Set(exposed)].sort((a, b) => a - b),
    // The same port is listed once for IPv4 and once for IPv6.
    publishedPorts: published.filter(
      ({ containerPort, hostPort }, index) =>
        published.findIndex((other) => other.containerPort === containerPort && other.hostPort === hostPort) === index,
    ),
    memoryLimitBytes: (HostConfig.Memory ?? 0) > 0 ? (HostConfig.Memory ?? null) : null,
  };
}

/** The address of a published port. */
export const urlOf = ({ host, hostPort }: Pick<PublishedPort, 'host' | 'hostPort'>): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${hostPort}`;
