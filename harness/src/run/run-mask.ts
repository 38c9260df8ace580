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

/** A mask that learns what is known only once services run. */
export interface RunMask extends Mask {
  learn(secrets: readonly Secret[]): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** None where nothing can be read, which a service cannot read either: a folder of this name, another user's file. */
function readEnvFile(file: string): readonly Secret[] {
  try {
    return secretsOfEnvironment(parseEnv(readPlainFileSync(file)));
  } catch {
    return [];
  }
}

/** A folder that is not there is told when the target starts. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What a service is likely to load by itself (`dotenv`, `--env-file`): `.env`, `.env.local` and so on beside it and beside the configuration. */
const readEnvFiles = (folder: string): readonly Secret[] =>
  namesIn(folder)
    .filter((name) => /^\.env(\.|$)/.test(name))
    .flatMap((name) => readEnvFile(path.join(folder, name)));

/** Files that a command names: `node --env-file=conf/prod.env`, also with the path as a word of its own. */
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

/** More would make every text slow to write. Of tokens that a run got for single requests the latest are kept. */
const mostLearned = 500;

export const secretsOfServices = (services: readonly RunningService[]): readonly Secret[] =>
  secretsOfEnvironment(serviceUrls(services));

/** Masks what came from the environment, the configuration, and `.env` files beside the targets. */
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
