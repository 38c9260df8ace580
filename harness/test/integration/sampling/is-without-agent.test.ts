import { spawn } from 'node:child_process';
import { expect } from 'chai';
import { agentEnvironment } from '../../../src/runtimes/node/inject.js';
import { isWithoutAgent } from '../../../src/sampling/read-processes.js';

/** What a program says of itself once it runs is not needed: its environment is there from the start. */
async function withProcess(
  [program, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  look: (pid: number) => void,
): Promise<void> {
  const child = spawn(program, args, { env, stdio: 'ignore' });
  try {
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    if (child.pid === undefined) throw new Error(`${program} has no pid`);
    look(child.pid);
  } finally {
    child.kill('SIGKILL');
  }
}

describe('a process without the agent', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  const node = [process.execPath, '-e', 'setInterval(() => {}, 1000)'] as const;
  const agents = [{ pid: process.pid }];
  const given = agentEnvironment('/nowhere/socket', undefined);

  it('is one of the same program in an environment of its own', () =>
    withProcess(node, {}, (pid) => expect(isWithoutAgent(pid, agents)).to.equal(true)));

  it('is one that was given half of it', () =>
    withProcess(node, { NODE_OPTIONS: given.NODE_OPTIONS }, (pid) =>
      expect(isWithoutAgent(pid, agents)).to.equal(true),
    ));

  it('is none that was given it', () =>
    withProcess(node, given, (pid) => expect(isWithoutAgent(pid, agents)).to.equal(false)));

  it('is none that has told', () =>
    withProcess(node, {}, (pid) => expect(isWithoutAgent(pid, [...agents, { pid }])).to.equal(false)));

  it('is none of another program', () =>
    withProcess(['sleep', '30'], { PATH: process.env.PATH }, (pid) =>
      expect(isWithoutAgent(pid, agents)).to.equal(false),
    ));

  it('is nobody in a target that has no agent', () =>
    withProcess(node, {}, (pid) => expect(isWithoutAgent(pid, [])).to.equal(false)));
});
