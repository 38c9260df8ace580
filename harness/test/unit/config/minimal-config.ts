import type { ConfigContext } from '../../../src/config/resolve-config.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { ResolvedConfig } from '../../../src/config/resolved-config.js';
import type { UserConfig } from '../../../src/config/user-config.js';

/** The least that a configuration must say. */
export const minimal: UserConfig = { targets: [{ name: 'app', command: 'node server.js' }], endpoints: ['GET /'] };

export const context: ConfigContext = { configFile: '/project/leakline.config.ts', cwd: '/elsewhere', environment: {} };

export const resolve = (config: unknown, overrides: Partial<UserConfig> = {}): ResolvedConfig =>
  resolveConfig(config, overrides, context);

/** The message of the error that resolving throws, with its code in front. */
export function failureOf(config: unknown): string {
  try {
    resolve(config);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `${String(error.code)}: ${error.message}`;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
