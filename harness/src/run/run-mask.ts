import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { secretsOfConfig } from '../config/config-secrets.js';
import type { ResolvedConfig } from '../config/resolved-config.js';
import type { RunningService } from '../model/service.js';
import { readPlainFileSync } from '../platform/files/read-text-file.js';
import { createMask, type Mask } from '../platform/secrets/create-mask.js';
import { secretsOfEnvironment } from '../platform/secrets/environment-secrets.js';
import type { Secret } from '../platform/secrets/secret.js';
import { serviceUrls } from './launch/service-variables.js';

/** A mask that also takes secrets that become known while a run goes on, such as the addresses of its services. */
export interface RunMask extends Mask {
  learn(secrets: readonly Secret[]): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The secrets in an `.env` file. None where it cannot be read, for example because it is a folder or another user's
 * file: then the service cannot read it either.
 */
function readEnvFile(file: string): readonly Secret[] {
  try {
    return secretsOfEnvironment(parseEnv(readPlainFileSync(file)));
  } catch {
    return [];
  }
}

/** The names in a folder; none where it cannot be read. A missing folder is reported when the target starts. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * The secrets in `.env`, `.env.local` and the like. A service is likely to load such files by itself (`dotenv`,
 * `--env-file`).
 */
const readEnvFiles = (folder: string): readonly Secret[] =>
  namesIn(folder)
    .filter((name) => /^\.env(\.|$)/.test(name))
    .flatMap((name) => readEnvFile(path.join(folder, name)));

/** Files that a command names: `node --env-file=conf/prod.env` or `node --env-file conf/prod.env`. */
function namedEnvFiles(command: string | readonly string[], folder: string): readonly string[] {
  const line = typeof command === 'string' ? command : command.join(' ');
  const named = line.matchAll(/--env-file(?:-if-exists)?[= ](\S+)/g);
  return [...named].map(([, file = '']) => path.resolve(folder, file));
}

function secretsOf(config: ResolvedConfig, environment: Environment): readonly Secret[] {
  const launches = config.targets.flatMap(({ launch }) => (launch.kind === 'spawn' ? [launch] : []));
  const beside = config.configFile === null ? [] : [path.dirname(config.configFile)];
  const folders = [...beside, ...launches.map(({ cwd }) => cwd)];
  const named = launches.flatMap(({ command, cwd }) => namedEnvFiles(command, cwd));
  return [
    ...secretsOfEnvironment(environment),
    ...secretsOfConfig(config),
    ...[...new Set(folders)].flatMap(readEnvFiles),
    ...[...new Set(named)].flatMap(readEnvFile),
  ];
}

/**
 * Number of learned secrets that are kept. With more of them every text is slow to write. A run may get a token for
 * each request, so the latest ones are kept.
 */
const mostLearned = 500;

export const secretsOfServices = (services: readonly RunningService[]): readonly Secret[] =>
  secretsOfEnvironment(serviceUrls(services));

/**
 * Masks the secrets of the environment, of the configuration, of `.env` files beside the targets and the configuration,
 * and of files that commands name with `--env-file`.
 */
export function createRunMask(config: ResolvedConfig, environment: Environment): RunMask {
  const secrets = secretsOf(config, environment);
  const learned = new Map<string, Secret>();
  let mask: Mask | null = null;
  const current = (): Mask => {
    mask ??= createMask([...secrets, ...learned.values()]);
    return mask;
  };
  return {
    text: (text) => current().text(text),
    identity: (text) => current().identity(text),
    learn(fresh) {
      for (const secret of fresh) {
        const key = `${secret.certainty} ${secret.value}`;
        learned.delete(key);
        learned.set(key, secret);
        const [oldest] = learned.keys();
        if (learned.size > mostLearned && oldest !== undefined) learned.delete(oldest);
      }
      if (fresh.length > 0) mask = null;
    },
  };
}
