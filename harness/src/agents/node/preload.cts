import workerThreads = require('node:worker_threads');
import agentRole = require('./agent-role.cjs');

import type { AgentModeVariable, AgentSocketVariable } from '../../model/agent-protocol.js' with {
  'resolution-mode': 'import',
};

import type startAgent = require('./start-agent.cjs');
import type startWorkerAgent = require('./worker-agent.cjs');

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
const modeVariable: AgentModeVariable = 'LEAKLINE_AGENT_MODE';

/** Entry point, preloaded into every Node.js process of the target's tree, and into its worker threads. Each loads what it needs. */
function preload(): void {
  // Preloads run in worker threads too. The main thread speaks for the process, and asks the others; these may have an
  // environment without the socket.
  if (!workerThreads.isMainThread) {
    (require('./worker-agent.cjs') as typeof startWorkerAgent)();
    return;
  }
  const socketPath = process.env[socketVariable];
  if (socketPath === undefined || socketPath === '' || agentRole(process.argv[1]) === 'wrapper') return;
  (require('./start-agent.cjs') as typeof startAgent)(
    socketPath,
    process.env[modeVariable] === 'diagnose' ? 'diagnose' : 'measure',
  );
}

try {
  preload();
} catch {
  // A stranger's process must run on as if we were not there; the harness notices that nobody dialled.
}
