import { limitSeconds, runSource } from '../commands.js';
import { type Expected, type FaultCase, type FaultGroup, leaking } from '../fault-case.js';
import { cleanServer, leakyServer } from '../targets.js';

/** A stranger on the socket where agents dial in: the service beside it leaks, and has to be judged all the same. */
const stranger = (name: string, speak: string): FaultCase => ({
  name: `a stranger ${name}`,
  expected: leaking,
  limitSeconds,
  arrange: (ground) =>
    runSource(
      ground,
      leakyServer(`
        const dial = () => require('node:net').connect(process.env.LEAKLINE_AGENT_SOCKET).on('error', () => {});
        const hello = (more) => JSON.stringify({ type: 'hello', pid: process.pid, ppid: process.ppid, nodeVersion: process.version, script: '', ...more }) + '\\n';
        ${speak}`),
    ),
});

/** The agent's own socket, with what it writes changed on the way. */
const changed = (name: string, change: string, expected: Expected, source = leakyServer()): FaultCase => ({
  name: `the agent ${name}`,
  expected,
  limitSeconds,
  arrange: (ground) => {
    const preload = ground.write(
      'preload.cjs',
      `const net = require('node:net');
       const write = net.Socket.prototype.write;
       let answers = 0;
       net.Socket.prototype.write = function (text, ...more) {
         if (typeof text !== 'string' || !text.startsWith('{"type":"answer"')) return write.call(this, text, ...more);
         answers += 1;
         const message = JSON.parse(text);
         ${change}
       };`,
    );
    return runSource(ground, source, { node: ['--require', preload] });
  },
});

const hangingUp = 'if (answers > 5) { this.destroy(); return false; } return write.call(this, text, ...more);';

const typed: Expected = { exit: [3] };

export const agentCases: readonly FaultGroup[] = [
  {
    title: "agent's socket",
    cases: [
      stranger(
        'sends 40 MB without a line end',
        `const s = dial(); const block = 'x'.repeat(1e6); let sent = 0; const more = () => { if (sent++ < 40) s.write(block, more); }; more();`,
      ),
      stranger('sends no JSON', `dial().write('hello there\\n');`),
      stranger('sends JSON that is no message', `dial().write('null\\n[]\\n3\\n"x"\\n{}\\n{"type":"toString"}\\n');`),
      stranger('answers what nobody asked', `dial().write(hello() + '{"type":"answer","id":99,"answer":{}}\\n');`),
      stranger('says hello and nothing more', `dial().write(hello({ pid: 999999 }));`),
      stranger('says hello for process 1', `dial().write(hello({ pid: 1 }));`),
      stranger('says hello without a pid', `dial().write(JSON.stringify({ type: 'hello' }) + '\\n');`),
      stranger('dials 300 times', `for (let i = 0; i < 300; i++) dial();`),
      stranger('dials and hangs up again and again', `setInterval(() => dial().end('x'), 20).unref();`),
      changed(
        'leaves its heap out',
        `delete message.answer.heapUsedBytes; return write.call(this, JSON.stringify(message) + '\\n', ...more);`,
        typed,
      ),
      changed(
        'answers null',
        `message.answer = null; return write.call(this, JSON.stringify(message) + '\\n', ...more);`,
        typed,
      ),
      changed(
        'answers with words for numbers',
        `message.answer = JSON.parse(JSON.stringify(message.answer), (key, value) => (typeof value === 'number' ? 'many' : value)); return write.call(this, JSON.stringify(message) + '\\n', ...more);`,
        typed,
      ),
      changed(
        'answers an empty object from the fifth answer on',
        `if (answers > 5) message.answer = {}; return write.call(this, JSON.stringify(message) + '\\n', ...more);`,
        typed,
      ),
      changed(
        'cuts its lines in two',
        `const whole = JSON.stringify(message) + '\\n'; write.call(this, whole.slice(0, 20)); setTimeout(() => write.call(this, whole.slice(20)), 30); return true;`,
        { exit: [1, 3] },
      ),
      changed(
        'answers each time twice',
        `const whole = JSON.stringify(message) + '\\n'; write.call(this, whole); return write.call(this, whole, ...more);`,
        typed,
      ),
      changed(
        'falls silent after five answers',
        `if (answers > 5) return true; return write.call(this, text, ...more);`,
        { exit: [3], code: 'AGENT_UNRESPONSIVE' },
      ),
      changed('hangs up after five answers', hangingUp, { exit: [1, 2, 3] }),
      // What grows outside of the heap can still be told; that nothing grows cannot.
      changed('hangs up after five answers; the target keeps nothing', hangingUp, { exit: [2, 3] }, cleanServer()),
    ],
  },
];
