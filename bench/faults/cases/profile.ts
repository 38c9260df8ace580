import { fileURLToPath } from 'node:url';
import { runConfig } from '../commands.js';
import type { Expected, FaultCase, FaultGroup } from '../fault-case.js';
import { cleanServer, serverUntil } from '../targets.js';

/** Where clinic is installed. */
const nodeModules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const loadSeconds = 4;
/** For the load, for a program that does not end after it, and for clinic to start. */
const limitSeconds = loadSeconds + 30 + 30;

const profile = (name: string, source: string, expected: Expected): FaultCase => ({
  name,
  expected,
  limitSeconds,
  arrange: (ground) => {
    const program = ground.write('server.cjs', source);
    const config = `export default { targets: [{ name: 'server', command: ['node', ${JSON.stringify(program)}] }], endpoints: ['GET /a'] };`;
    const command = runConfig(ground, config, { before: `ln -s '${nodeModules}' node_modules;` });
    return { ...command, args: ['profile', 'doctor', '--seconds', String(loadSeconds)] };
  },
});

export const profileCases: FaultGroup = {
  title: 'profile',
  cases: [
    profile('a target that hangs', serverUntil(20, 'for (;;);'), {
      exit: [3],
      code: 'CLINIC_FAILED',
      says: /did not end/,
    }),
    profile('a target that never listens', 'setInterval(() => {}, 1000);', { exit: [3], code: 'TARGET_NOT_READY' }),
    profile(
      'a target that ignores SIGINT and SIGTERM',
      cleanServer(`process.on('SIGINT', () => {}); process.on('SIGTERM', () => {});`),
      { exit: [0] },
    ),
  ],
};
