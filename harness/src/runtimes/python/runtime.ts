import type { PythonReading } from '../../model/runtimes/python/reading.js';
import type { AgentRuntime } from '../runtime-module.js';
import { pythonAgentEnvironment } from './inject.js';
import { pythonReadingSchema } from './reading-schema.js';
import { toReading } from './to-reading.js';

/** CPython: its agent is a `sitecustomize`, found by `PYTHONPATH`. */
export const pythonRuntime: AgentRuntime<PythonReading> = {
  inject: ({ socketPath, mode }, { PYTHONPATH }) => pythonAgentEnvironment(socketPath, PYTHONPATH, mode),
  // From 3.14 on there is `sys.remote_exec`.
  attach: null,
  readingSchema: pythonReadingSchema,
  toReading,
};
