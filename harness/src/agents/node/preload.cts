import workerThreads = require('node:worker_threads');
import agentRole = require('./agent-role.cjs');

import type { AgentAnswersVariable, AgentModeVariable, AgentSocketVariable } from '../../model/agent-protocol.js' with {
  'resolution-mode': 'import',
};

import type startAgent = require('./start-agent.cjs');
import type startWorkerAgent = require('./worker-agent.cjs');

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
const answersVariable: AgentAnswersVariable = 'LEAKLINE_AGENT_ANSWERS';
const modeVariable: AgentModeVariable = 'LEAKLINE_AGENT_MODE';

/**
 * Entry point, preloaded into every Node.js process of the target's tree and into its worker threads. Each loads only
 * what it needs.
 */
function preload(): void {
  // Preloads also run in worker threads. The main thread speaks for the process and asks the other threads. These may
  // have an environment without the socket.
  if (!workerThreads.isMainThread) {
    (require('./worker-agent.cjs') as typeof startWorkerAgent)();
    return;
  }
  const socketPath = process.env[socketVariable];
  if (socketPath === undefined || socketPath === '' || agentRole(process.argv[1]) === 'wrapper') return;
  (require('./start-agent.cjs') as typeof startAgent)({
    socketPath,
    mode: process.env[modeVariable] === 'diagnose' ? 'diagnose' : 'measure',
    countsAnswers: process.env[answersVariable] === 'on',
  });
}

try {
  preload();
} catch {
  // The application's process must run on as if we were not there. The harness notices that no agent connected.
}
