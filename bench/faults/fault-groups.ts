import { agentCases } from './cases/agent-socket.js';
import { fileCases } from './cases/files.js';
import { liveCases } from './cases/live.js';
import { machineCases } from './cases/machine.js';
import { processCases } from './cases/processes.js';
import { secretCases } from './cases/secrets.js';
import { serviceCases } from './cases/services.js';
import { signalCases } from './cases/signals.js';
import { targetCases } from './cases/targets.js';
import type { FaultGroup } from './fault-case.js';

export const faultGroups: readonly FaultGroup[] = [
  ...signalCases,
  ...targetCases,
  ...processCases,
  ...agentCases,
  ...serviceCases,
  ...fileCases,
  ...secretCases,
  ...machineCases,
  ...liveCases,
];
