import type { UserConfigExport } from './user-config.js';

/** Gives a configuration its type. The value is returned unchanged. */
export const defineConfig = <C extends UserConfigExport>(config: C): C => config;
