import type { ResolvedTarget, SpawnLaunch } from '../../config/resolved-config.js';
import type { RunningService } from '../../model/service.js';
import type { Target } from '../../model/target.js';
import { assertNodeCommand, type ClinicRun, clinicCommand, clinicEnvironment } from '../../profile/clinic-command.js';
import { notStartedByUs } from '../../profile/profile-messages.js';
import { parseCommand } from '../../target/command.js';
import { startTarget } from '../../target/start-target.js';
import { commandText, spawnSpec } from '../launch/launch-target.js';
import { prepareTarget } from '../launch/prepare-target.js';
import type { RunContext } from '../run-context.js';

/** Under clinic a program takes several times as long to start. */
const leastReadyTimeoutMs = 30_000;

/** A target that clinic can profile: one that we start, by a plain `node …` command. */
export interface ProfiledTarget {
  readonly config: ResolvedTarget;
  readonly launch: SpawnLaunch;
  readonly program: ClinicRun['program'];
}

/**
 * Checks that clinic can profile the target.
 *
 * @throws HarnessError `USAGE`
 */
export function toProfiledTarget(config: ResolvedTarget): ProfiledTarget {
  const { name, launch } = config;
  if (launch.kind !== 'spawn') throw notStartedByUs(name, commandText(launch));
  const program = parseCommand(commandText(launch));
  assertNodeCommand(name, program);
  return { config, launch, program };
}

/** Starts the target under clinic, without the agent, because the agent's own work would be in the profile. */
export async function startUnderClinic(
  context: RunContext,
  { config, launch, program }: ProfiledTarget,
  services: readonly RunningService[],
  run: Omit<ClinicRun, 'program'>,
): Promise<Target> {
  const port = await prepareTarget(context, config.name, launch, services);
  const command = clinicCommand({ ...run, program });
  const readyTimeoutMs = Math.max(config.readyTimeoutMs, leastReadyTimeoutMs);
  const underClinic: SpawnLaunch = { ...launch, command, agent: false, env: { ...launch.env, ...clinicEnvironment } };
  const spec = spawnSpec({ ...config, readyTimeoutMs }, underClinic, context.environment, services);
  // Clinic's heap profiler opens a port of its own, on which it hears from the program.
  return startTarget(
    { ...spec, port, opensOtherPorts: true },
    {
      signal: context.signal,
      // Clinic cannot pass on the SIGTERM of an interrupted profile. Its program is then ended for it, without a
      // warning.
      onWarning: () => undefined,
    },
  );
}
