import type { NodeReading } from '../../model/runtimes/node/reading.js';
import type { AgentRuntime } from '../runtime-module.js';
import { nodeAttach } from './attach/node-attach.js';
import { agentEnvironment } from './inject.js';
import { nodeReadingSchema } from './reading-schema.js';
import { toReading } from './to-reading.js';

/** Node.js. Its agent is a preload in `NODE_OPTIONS`. */
export const nodeRuntime: AgentRuntime<NodeReading> = {
  inject: ({ socketPath, mode }, { NODE_OPTIONS }) => agentEnvironment(socketPath, NODE_OPTIONS, mode),
  attach: nodeAttach,
  readingSchema: nodeReadingSchema,
  toReading,
};
