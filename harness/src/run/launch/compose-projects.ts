import type { ComposeLaunch, ResolvedTarget } from '../../config/resolved-config.js';
import { secretsOfEnvironment } from '../../platform/secrets/environment-secrets.js';
import { type ComposeProject, openComposeProject } from '../../target/container/compose-project.js';
import type { RunContext } from '../run-context.js';

/** The compose files of a run, each opened once: what its services depend on stays up from target to target. */
export interface ComposeProjects {
  projectOf(launch: ComposeLaunch): ComposeProject;
  /** Removes everything that was started. */
  stop(): Promise<void>;
}

/** For runs without targets of compose files. */
export const noProjects: Pick<ComposeProjects, 'projectOf'> = {
  projectOf() {
    throw new Error('A compose file was not opened before its target is started.');
  },
};

const keyOf = ({ files }: ComposeLaunch): string => files.join('\n');

/**
 * Opens the compose files that targets name. It is done before the services of the run are looked for, because those may
 * be services of the same file.
 *
 * @throws HarnessError `ENGINE_UNAVAILABLE`, `COMPOSE_FAILED`, `COMPOSE_SERVICE_UNKNOWN`
 */
export async function openComposeProjects(
  { environment, signal, learn }: Pick<RunContext, 'environment' | 'signal' | 'learn'>,
  targets: readonly Pick<ResolvedTarget, 'name' | 'launch'>[],
): Promise<ComposeProjects> {
  const projects = new Map<string, ComposeProject>();
  const stop = async (): Promise<void> => {
    for (const project of projects.values()) await project.stop();
  };
  const wanted = targets.flatMap(({ name, launch }) => (launch.kind === 'compose' ? [{ name, launch }] : []));
  try {
    for (const { name, launch } of wanted) {
      const key = keyOf(launch);
      if (projects.has(key)) continue;
      const services = wanted.filter((other) => keyOf(other.launch) === key).map((other) => other.launch.service);
      const project = await openComposeProject({ target: name, files: launch.files, services }, environment, signal);
      projects.set(key, project);
      for (const service of project.services.values()) learn(secretsOfEnvironment(service.environment));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    projectOf(launch) {
      return projects.get(keyOf(launch)) ?? noProjects.projectOf(launch);
    },
    stop,
  };
}
