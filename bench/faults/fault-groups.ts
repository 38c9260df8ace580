import { agentCases } from './cases/agent-socket.js';
import { aroundCases } from './cases/around.js';
import { clockCases } from './cases/clock.js';
import { commandLineCases } from './cases/command-line.js';
import { configurationCases } from './cases/configurations.js';
import { fileCases } from './cases/files.js';
import { folderCases } from './cases/folders.js';
import { hiddenLeakCases } from './cases/hidden-leaks.js';
import { limitCases } from './cases/limits.js';
import { liveCases } from './cases/live.js';
import { outputCases } from './cases/output.js';
import { processCases } from './cases/processes.js';
import { profileCases } from './cases/profile.js';
import { secretCases } from './cases/secrets.js';
import { serviceCases } from './cases/services.js';
import { signalCases } from './cases/signals.js';
import { targetCases } from './cases/targets.js';
import type { FaultGroup } from './fault-case.js';

export const faultGroups: readonly FaultGroup[] = [
  ...signalCases,
  ...targetCases,
  hiddenLeakCases,
  ...processCases,
  ...agentCases,
  ...aroundCases,
  ...serviceCases,
  ...fileCases,
  configurationCases,
  ...secretCases,
  limitCases,
  folderCases,
  outputCases,
  clockCases,
  commandLineCases,
  ...liveCases,
  profileCases,
];
