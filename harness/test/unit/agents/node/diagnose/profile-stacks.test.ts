import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import profileStacks from '../../../../../src/agents/node/diagnose/profile-stacks.cjs';

type Profile = Parameters<typeof profileStacks>[0];
type Node = Profile['head'];

const agentFile = fileURLToPath(new URL('../../../../../src/agents/node/diagnose/registry.cjs', import.meta.url));

function node(id: number, url: string, selfSize: number, children: readonly Node[] = []): Node {
  return {
    id,
    selfSize,
    children,
    callFrame: { functionName: `f${id}`, scriptId: '1', url, lineNumber: 9, columnNumber: 4 },
  };
}

const profile = (children: readonly Node[], sampled: readonly number[] = []): Profile => ({
  head: node(1, '', 0, children),
  samples: sampled.map((nodeId) => ({ nodeId })),
});

describe('profileStacks', () => {
  it('lists sites innermost frame first, largest first, with lines from 1', () => {
    const tree = node(2, 'node:http', 0, [node(3, '/app/a.js', 100, [node(4, '/app/b.js', 900)])]);
    const [largest, other, ...rest] = profileStacks(profile([tree], [3, 4, 4]));
    expect(rest).to.deep.equal([]);
    expect(largest).to.include({ survivingBytes: 900, survivingCount: 2, pid: process.pid });
    expect(largest?.stack.map(({ file }) => file)).to.deep.equal(['/app/b.js', '/app/a.js']);
    expect(largest?.stack[0]).to.include({ functionName: 'f4', line: 10, column: 5, isAsync: false });
    expect(other).to.include({ survivingBytes: 100, survivingCount: 1 });
  });

  it('charges built-in functions to their callers', () => {
    const tree = node(2, '/app/a.js', 10, [node(3, '', 32), node(4, '', 64)]);
    const sites = profileStacks(profile([tree], [2, 3, 4]));
    expect(sites).to.have.length(1);
    expect(sites[0]).to.include({ survivingBytes: 106, survivingCount: 3 });
  });

  it('leaves out what the agent asks of Node.js', () => {
    const tree = node(2, 'node:net', 0, [node(3, agentFile, 0, [node(4, 'node:vm', 4_000)])]);
    expect(profileStacks(profile([tree]))).to.deep.equal([]);
  });

  it('leaves out what the agent keeps for its own books, not what runs through it', () => {
    const tree = node(2, '/app/a.js', 0, [node(3, agentFile, 500, [node(4, '', 70), node(5, 'node:timers', 40)])]);
    const sites = profileStacks(profile([tree]));
    expect(sites.map(({ survivingBytes }) => survivingBytes)).to.deep.equal([40]);
    expect(sites[0]?.stack.map(({ file }) => file)).to.deep.equal(['node:timers', '/app/a.js']);
  });
});
