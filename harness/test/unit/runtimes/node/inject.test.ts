import { expect } from 'chai';
import { agentPreloadPath } from '../../../../src/platform/package-paths.js';
import { agentEnvironment } from '../../../../src/runtimes/node/inject.js';

describe('agentEnvironment', () => {
  it('preloads the agent and names the socket', () => {
    expect(agentEnvironment('/tmp/a/agent.sock', undefined)).to.deep.equal({
      NODE_OPTIONS: `--require "${agentPreloadPath}"`,
      LEAKLINE_AGENT_MODE: 'measure',
      LEAKLINE_AGENT_SOCKET: '/tmp/a/agent.sock',
    });
  });

  it('keeps the NODE_OPTIONS of the user', () => {
    const env = agentEnvironment('/tmp/a/agent.sock', '--max-old-space-size=256');
    expect(env.NODE_OPTIONS).to.match(/^--require ".*" --max-old-space-size=256$/);
  });

  const finders = ['--require /app/.pnp.cjs', '-r "/my app/.pnp.cjs"', '--require=/app/.pnp.js'];
  for (const finder of finders) {
    it(`comes after ${finder}, without which its files cannot be found`, () => {
      const env = agentEnvironment('/tmp/a/agent.sock', `--max-old-space-size=256 ${finder} --experimental-loader x`);
      const rest = '--max-old-space-size=256  --experimental-loader x';
      expect(env.NODE_OPTIONS).to.equal(`${finder} --require "${agentPreloadPath}" ${rest}`);
    });
  }
});
