import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeTemporaryFolder, temporaryPath } from '../../platform/files/temporary-folder.js';
import { startWatchdog } from '../../platform/processes/watchdog.js';
import { type ComposeCommand, findCompose } from './compose-command.js';
import { type ComposeService, composeVersionOf, dependenciesOfAll, parseComposeConfig } from './compose-config.js';
import { composeDependencyFailed, composeServiceUnknown } from './container-errors.js';
import { type DockerEngine, openDockerEngine } from './docker-engine.js';

/** The services of a compose file that a run starts. */
export interface ComposeWanted {
  /** Name of the target that wants them, for messages. */
  readonly target: string;
  /** Absolute paths, as for `-f`. */
  readonly files: readonly string[];
  readonly services: readonly string[];
}

/** A compose file in use. What its services depend on is up. */
export interface ComposeProject {
  readonly engine: DockerEngine;
  readonly command: ComposeCommand;
  readonly services: ReadonlyMap<string, ComposeService>;
  /** Path of a file that makes containers of this run known by a label. It is for `-f`, after the user's own. */
  readonly labels: string;
  /** The version that every file of the project has to name; null for none. */
  readonly version: string | null;
  /** A folder that nobody else can enter. It is removed at the end. */
  readonly folder: string;
  /** Part of the names of what is made. */
  readonly id: string;
  /** Call it once a container of this run is there: only its label tells the name of the project in every version. */
  learnName(): Promise<void>;
  /** Removes what was started, and nothing else. */
  stop(): Promise<void>;
}

const runLabel = 'leakline.run';
const projectLabel = 'com.docker.compose.project';

/**
 * Removes the containers with the label, then networks and volumes of their project that were not there before. Nobody
 * else's are removed: the engine refuses where a container still uses them.
 */
const takeDown = `
keep=" "
while read -r line; do
  case "$line" in
    done) exit 0 ;;
    project:*) project=\${line#project:} ;;
    *) keep="$keep$line " ;;
  esac
done
ids=$(docker ps --all --quiet --filter "label=${runLabel}=$1")
for id in $ids; do
  [ -n "$project" ] || project=$(docker inspect --format '{{index .Config.Labels "${projectLabel}"}}' "$id")
  docker rm --force --volumes "$id"
done
if [ -n "$project" ]; then
  for name in $(docker network ls --format '{{.Name}}' --filter "label=${projectLabel}=$project"); do
    case "$keep" in *" network:$name "*) ;; *) docker network rm "$name" ;; esac
  done
  for name in $(docker volume ls --format '{{.Name}}' --filter "label=${projectLabel}=$project"); do
    case "$keep" in *" volume:$name "*) ;; *) docker volume rm "$name" ;; esac
  done
fi
for name in $(docker images --format '{{.Repository}}:{{.Tag}}' "leakline-compose/*:$1"); do docker rmi "$name"; done
rm -rf "$2"
`;

interface Belongings {
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

/** Names of all networks and volumes that Compose made, or only of those of one project. */
async function listBelongings({ api }: DockerEngine, project: string | null = null): Promise<Belongings> {
  const filters = { label: [project === null ? projectLabel : `${projectLabel}=${project}`] };
  const [networks, volumes] = await Promise.all([api.listNetworks({ filters }), api.listVolumes({ filters })]);
  return {
    networks: networks.map(({ Name }) => Name),
    volumes: (volumes.Volumes ?? []).map(({ Name }) => Name),
  };
}

const listOurs = ({ api }: DockerEngine, id: string) =>
  api.listContainers({ all: true, filters: { label: [`${runLabel}=${id}`] } });

/** Removes what this run has made. What somebody else uses by now, the engine does not remove. */
async function removeMade(engine: DockerEngine, id: string, project: string | null, before: Belongings): Promise<void> {
  const { api } = engine;
  const quietly = (removal: Promise<unknown>): Promise<unknown> => removal.catch(() => undefined);
  for (const { Id } of await listOurs(engine, id)) await quietly(api.getContainer(Id).remove({ force: true, v: true }));
  // By their names, because an image may have those of several runs.
  const images = await api.listImages({ filters: { reference: [`leakline-compose/*:${id}`] } });
  for (const name of images.flatMap(({ RepoTags }) => RepoTags ?? []))
    if (name.startsWith('leakline-compose/') && name.endsWith(`:${id}`)) await quietly(api.getImage(name).remove());
  if (project === null) return;
  const after = await listBelongings(engine, project);
  for (const name of after.networks) if (!before.networks.includes(name)) await quietly(api.getNetwork(name).remove());
  for (const name of after.volumes) if (!before.volumes.includes(name)) await quietly(api.getVolume(name).remove());
}

const pollIntervalMs = 250;
const longestWaitMs = 120_000;

/** Waits for the states that `depends_on` names. Compose 1 does not, when it starts a single service. */
async function waitForDependency(
  { command, engine }: Pick<ComposeProject, 'command' | 'engine'>,
  target: string,
  service: string,
  condition: string,
  signal: AbortSignal,
): Promise<void> {
  const untilMs = performance.now() + longestWaitMs;
  for (;;) {
    const [id = ''] = (await command.read('ps', '--quiet', service)).split('\n');
    const state = id === '' ? null : (await engine.api.getContainer(id).inspect()).State;
    if (condition === 'service_completed_successfully') {
      if (state?.Status === 'exited' && state.ExitCode === 0) return;
      if (state?.Status === 'exited')
        throw composeDependencyFailed(target, service, `ended with code ${state.ExitCode}`);
    } else if (state !== null) {
      if (!state.Running) throw composeDependencyFailed(target, service, `ended with code ${state.ExitCode}`);
      if (condition !== 'service_healthy' || state.Health?.Status === 'healthy') return;
    }
    if (performance.now() > untilMs)
      throw composeDependencyFailed(
        target,
        service,
        `was not ${condition.replace('service_', '')} within ${longestWaitMs / 1000} s`,
      );
    await delay(pollIntervalMs, undefined, { signal });
  }
}

async function startDependencies(
  project: Pick<ComposeProject, 'command' | 'engine' | 'services' | 'labels'>,
  { target, services: wanted }: ComposeWanted,
  signal: AbortSignal,
): Promise<void> {
  const dependencies = dependenciesOfAll(project.services, wanted);
  if (dependencies.length === 0) return;
  const names = [...new Set(dependencies.map(({ service }) => service))];
  // What runs already stays as it is.
  await project.command.run([project.labels], 'up', '--detach', '--no-recreate', ...names);
  for (const { service, condition } of dependencies)
    await waitForDependency(project, target, service, condition, signal);
}

/** The environment variables of Compose that would make it speak to the terminal. */
const quiet = { COMPOSE_ANSI: 'never', COMPOSE_PROGRESS: 'plain' } as const;

/**
 * Opens a compose file for a run, and starts what the wanted services depend on, where it does not run already.
 *
 * @throws HarnessError `ENGINE_UNAVAILABLE`, `COMPOSE_FAILED`, `COMPOSE_SERVICE_UNKNOWN`
 */
export async function openComposeProject(
  wanted: ComposeWanted,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ComposeProject> {
  const { target, files } = wanted;
  const engine = await openDockerEngine(target, environment);
  const command = await findCompose(target, files, { ...environment, ...quiet }, signal);
  const services = parseComposeConfig(await command.read('config'));
  const [file = ''] = files;
  for (const service of wanted.services) {
    if (!services.has(service)) throw composeServiceUnknown(target, file, service, [...services.keys()]);
  }
  const version = composeVersionOf(readFileSync(file, 'utf8'));
  const id = randomBytes(4).toString('hex');
  const folder = temporaryPath('leakline-compose-');
  const before = await listBelongings(engine);
  const watchdog = startWatchdog(takeDown, [id, folder]);
  for (const network of before.networks) watchdog.tell(`network:${network}`);
  for (const volume of before.volumes) watchdog.tell(`volume:${volume}`);
  await makeTemporaryFolder(folder, 'files for Compose', watchdog);
  const labels = path.join(folder, 'labels.json');
  let name: string | null = null;
  const learnName = async (): Promise<void> => {
    name ??= (await listOurs(engine, id))[0]?.Labels[projectLabel] ?? null;
    if (name !== null) watchdog.tell(`project:${name}`);
  };
  const stop = async (): Promise<void> => {
    await learnName();
    await removeMade(engine, id, name, before);
    await rm(folder, { recursive: true, force: true });
    await watchdog.release();
  };
  try {
    const labelled = [...services.keys()].map((service) => [service, { labels: { [runLabel]: id } }]);
    await writeFile(labels, composeOverride(version, Object.fromEntries(labelled)), { mode: 0o600 });
    const project = { engine, command, services, labels, version, folder, id, learnName, stop };
    await startDependencies(project, wanted, signal);
    await learnName();
    return project;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The text of a compose file that only changes services. JSON is YAML. */
export const composeOverride = (version: string | null, services: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...(version === null ? {} : { version }), services });
