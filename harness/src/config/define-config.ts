import type { UserConfigExport } from './user-config.js';

/** Gives a configuration its type; changes nothing. */
export const defineConfig = <C extends UserConfigExport>(config: C): C => config;
