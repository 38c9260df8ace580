import { cpus } from 'node:os';

/** What a lab's figures were measured on. */
export const describeMachine = (services: readonly string[]): string =>
  `Node ${process.versions.node}, ${cpus().length} cores, ${services.join(', ')}`;
