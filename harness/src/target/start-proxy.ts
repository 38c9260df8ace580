import { chmod, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from '../model/target.js';
import { readTextFile } from '../platform/files/read-text-file.js';
import { makeTemporaryFolder, temporaryPath, temporaryUnwritable } from '../platform/files/temporary-folder.js';
import { watchFolder } from '../platform/processes/watchdog.js';
import { choosePort } from './port.js';
import { startTarget } from './start-target.js';
import { proxyTemplateUnreadable } from './target-errors.js';
import type { TargetHooks, TargetSpec } from './target-spec.js';

/** How a proxy in front of a target is started. */
export interface ProxySpec {
  /** For messages. */
  readonly name: string;
  readonly command: string;
  readonly cwd: string;
  /** The complete environment; `PORT`, `UPSTREAM`, `CONFIG` and `FOLDER` are added. */
  readonly env: Readonly<Record<string, string>>;
  /** An absolute path; null without a template. */
  readonly template: string | null;
  /** Null lets Leakline choose a free port. */
  readonly port: number | null;
  /** Base URL of the target behind it. */
  readonly upstreamUrl: string;
  readonly ready: TargetSpec['ready'];
  readonly readyTimeoutMs: number;
  readonly stopGraceMs: number;
}

const purpose = 'the configuration of a proxy';

type Variables = Readonly<Record<'PORT' | 'UPSTREAM' | 'FOLDER', string>>;

/** Fills in our three variables, and leaves all others to the proxy, because nginx has variables of its own. */
export const fillProxyTemplate = (template: string, variables: Variables): string =>
  template.replaceAll(/\$\{(PORT|UPSTREAM|FOLDER)\}/g, (_, name: keyof Variables) => variables[name]);

async function writeConfig(spec: ProxySpec, template: string, file: string, variables: Variables): Promise<void> {
  const text = await readTextFile(template).catch((cause: unknown) => {
    throw proxyTemplateUnreadable(spec.name, template, cause);
  });
  // The configuration of a proxy may hold credentials. The user who starts the proxy reads it.
  await writeFile(file, fillProxyTemplate(text, variables), { mode: 0o600 }).catch((cause: unknown) => {
    throw temporaryUnwritable(file, purpose, cause);
  });
}

async function createFolder(folder: string): Promise<void> {
  await makeTemporaryFolder(folder, purpose);
  // When root runs nginx or the like, its workers are another user. They must be able to enter, whatever the umask is.
  await chmod(folder, 0o755);
}

/** Starts a proxy and waits until it is ready. After a failure or an abort nothing of it is left. */
export async function startProxy(spec: ProxySpec, hooks: TargetHooks): Promise<Target> {
  const port = await choosePort(spec.name, spec.port);
  const folder = temporaryPath('leakline-proxy-');
  const variables: Variables = { PORT: String(port), UPSTREAM: new URL(spec.upstreamUrl).host, FOLDER: folder };
  const config = path.join(folder, 'proxy.conf');
  const { name, command, cwd, ready, readyTimeoutMs, stopGraceMs } = spec;
  const env = { ...spec.env, ...variables, ...(spec.template === null ? {} : { CONFIG: config }) };
  const own = { name, command, cwd, env, port, ready, readyTimeoutMs, stopGraceMs, folder };
  // Watches the folder until the watchdog of the target does.
  const watchdog = watchFolder(folder);
  try {
    await createFolder(folder);
    if (spec.template !== null) await writeConfig(spec, spec.template, config, variables);
    return await startTarget({ ...own, agent: 'off', opensOtherPorts: true }, hooks);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await watchdog.release();
  }
}
