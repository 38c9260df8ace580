import workerThreads = require('node:worker_threads');
import agentRole = require('./agent-role.cjs');
import startAgent = require('./start-agent.cjs');

import type { AgentModeVariable, AgentSocketVariable } from '../model/agent-protocol.js' with {
  'resolution-mode': 'import',
};

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
const modeVariable: AgentModeVariable = 'LEAKLINE_AGENT_MODE';

/** Entry point, preloaded into every Node.js process of the target's tree. */
function preload(): void {
  const socketPath = process.env[socketVariable];
  if (socketPath === undefined || socketPath === '') return;
  // Preloads run in worker threads too; the main thread speaks for the process. A worker's heap is not in its readings.
  if (!workerThreads.isMainThread || agentRole(process.argv[1]) === 'wrapper') return;
  startAgent(socketPath, process.env[modeVariable] === 'diagnose' ? 'diagnose' : 'measure');
}

try {
  preload();
} catch {
  // A stranger's process must run on as if we were not there; the harness notices that nobody dialled.
}
