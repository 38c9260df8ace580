import { budgetSeconds, limitSeconds, runConfig } from '../commands.js';
import type { Expected, FaultCase, FaultGroup } from '../fault-case.js';
import type { Ground } from '../ground.js';
import { cleanServer, leakyServer } from '../targets.js';

/** A run of one target with something around it, as the configuration says. */
const around = (
  name: string,
  expected: Expected,
  source: string,
  more: (ground: Ground) => { readonly target?: string; readonly config?: string },
): FaultCase => ({
  name,
  expected,
  limitSeconds,
  arrange: (ground) => {
    const program = ground.write('server.cjs', source);
    const { target = '', config = '' } = more(ground);
    return runConfig(
      ground,
      `export default { targets: [{ name: 'server', command: ['node', ${JSON.stringify(program)}], ${target} }], endpoints: ['GET /a'], budget: { seconds: ${budgetSeconds} }, ${config} };`,
      { options: ['--diagnose', 'never'] },
    );
  },
});

/** Passes bytes on in both directions until what is given. */
const proxy = (name: string, then: string, expected: Expected, source: string): FaultCase =>
  around(`a proxy that ${name}`, expected, source, (ground) => {
    const program = ground.write(
      'proxy.cjs',
      `const net = require('node:net');
       let passed = 0;
       const { hostname, port } = new URL('http://' + process.env.UPSTREAM);
       net.createServer((client) => {
         const service = net.connect(Number(port), hostname.replace(/[\\[\\]]/g, ''));
         client.pipe(service).pipe(client);
         client.on('error', () => service.destroy());
         client.on('data', () => { passed += 1; if (passed === 150) { ${then} } });
         service.on('error', () => client.destroy());
       }).listen(process.env.PORT);`,
    );
    return { target: `proxy: { command: ['node', ${JSON.stringify(program)}] }` };
  });

/** Questions that all ask the same of a shell. */
const invariants = (name: string, shell: string, expected: Expected, count = 1): FaultCase =>
  around(`${count === 1 ? 'an invariant that' : `${count} invariants that`} ${name}`, expected, cleanServer(), () => ({
    config: `invariants: Array.from({ length: ${count} }, (_, index) => ({ name: 'sum ' + index, shell: ${JSON.stringify(shell)}, equals: 0, compares: 'value' }))`,
  }));

const ended: Expected = { exit: [3], code: 'TARGET_CRASHED', says: /proxy in front of server ended with exit code 3/ };
const unmeasured: Expected = { exit: [2], saysNot: /TARGET_OVERDUE|✖/ };

export const aroundCases: readonly FaultGroup[] = [
  {
    title: 'around the target',
    cases: [
      proxy('ends at request 150', 'process.exit(3);', ended, cleanServer()),
      proxy('ends at request 150 in front of a leak', 'process.exit(3);', ended, leakyServer()),
      proxy(
        'stops at request 150',
        `process.kill(process.pid, 'SIGSTOP');`,
        { exit: [2, 3], saysNot: /✔ clean|✖ leaking/ },
        cleanServer(),
      ),
      invariants('hangs', 'sleep 1000', unmeasured),
      invariants('hang', 'sleep 1000', unmeasured, 6),
      invariants('hang, whatever they are sent', 'trap "" TERM; sleep 1000; sleep 1000', unmeasured, 6),
      invariants('floods', 'yes 1', unmeasured),
      invariants('prints no number', 'echo many', unmeasured),
      invariants('prints our secret', 'echo $FAULT_API_TOKEN', unmeasured),
      invariants('leaves a daemon', '(setsid sleep 600 >/dev/null 2>&1 &); echo 0', { exit: [0] }),
    ],
  },
];
