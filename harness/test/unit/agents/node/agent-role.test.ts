import { expect } from 'chai';
import agentRole from '../../../../src/agents/node/agent-role.cjs';

describe('agentRole', () => {
  for (const script of ['/usr/bin/npm', '/usr/lib/node_modules/npm/bin/npx-cli.js', '/opt/pnpm.cjs', '/opt/yarn.js']) {
    it(`takes ${script} for a wrapper`, () => expect(agentRole(script)).to.equal('wrapper'));
  }

  for (const script of ['/app/dist/server.js', '/app/npm-proxy.js', undefined]) {
    it(`takes ${script} for a program`, () => expect(agentRole(script)).to.equal('program'));
  }
});
