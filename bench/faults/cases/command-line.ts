import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asNobody, budgetSeconds, leaky, runConfig } from '../commands.js';
import { type FaultCase, type FaultGroup, fault } from '../fault-case.js';
import type { Ground } from '../ground.js';
import { cleanServer } from '../targets.js';

/** A service that runs already; its server lives in this process. */
async function running(ground: Ground): Promise<string> {
  const service = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  ground.defer(() => {
    service.closeAllConnections();
    service.close();
  });
  return `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
}

const cases: readonly FaultCase[] = [
  fault('--url where nobody listens', { exit: [3] }, () => ({
    args: ['run', '--url', 'http://127.0.0.1:1', '--get', '/'],
  })),
  fault('--url that is none', { exit: [4] }, () => ({ args: ['run', '--url', 'nowhere', '--get', '/'] })),
  fault('--pid of nobody', { exit: [3, 4] }, async (ground) => ({
    args: ['run', '--url', await running(ground), '--pid', '4194300', '--get', '/'],
  })),
  fault('--pid without permission', { exit: [0, 2, 3, 4], saysNot: /✖ leaking/ }, async (ground) => ({
    args: ['run', '--budget', String(budgetSeconds), '--url', await running(ground), '--pid', '1', '--get', '/'],
    through: asNobody,
  })),
  fault('a command that is not there', { exit: [3], code: 'TARGET_EXITED' }, () => ({
    args: ['run', '--get', '/', '--', 'no-such-program'],
  })),
  fault('a command that may not run', { exit: [3], code: 'TARGET_EXITED' }, (ground) => ({
    args: ['run', '--get', '/', '--', ground.write('plain.txt', 'x')],
  })),
  fault('an unknown command', { exit: [4], code: 'USAGE' }, () => ({ args: ['rn'] })),
  fault('an unknown option', { exit: [4], code: 'USAGE' }, () => ({ args: ['run', '--bugdet', '5'] })),
  fault('a budget that is no number', { exit: [4] }, () => ({
    args: ['run', '--budget', 'long', '--get', '/', '--', 'node'],
  })),
  fault('the port is taken', { exit: [3], code: 'PORT_IN_USE' }, async (ground) => {
    const port = new URL(await running(ground)).port;
    const program = ground.write('server.cjs', cleanServer());
    return runConfig(
      ground,
      `export default { targets: [{ name: 'server', command: ['node', ${JSON.stringify(program)}], port: ${port} }], endpoints: ['GET /'] };`,
    );
  }),
  fault('a reporter that throws', { exit: [1, 3] }, (ground) => {
    const reporter = ground.write(
      'reporter.mjs',
      `export default () => ({ onRunStart() { throw new Error('from my reporter'); }, onRunEnd() { throw new Error('from my reporter'); } });`,
    );
    return leaky(ground, { options: ['--diagnose', 'never', '--reporter', `list,${reporter}`] });
  }),
  fault('a reporter that is not there', { exit: [4] }, (ground) =>
    leaky(ground, { options: ['--reporter', './nowhere.mjs'] }),
  ),
];

export const commandLineCases: FaultGroup = { title: 'command line', cases };
