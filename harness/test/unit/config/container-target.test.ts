import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { UserTarget } from '../../../src/config/user-config.js';

const context = { configFile: '/shop/leakline.config.mjs', cwd: '/', environment: {} };

const launchOf = (target: Partial<UserTarget>) =>
  resolveConfig({ targets: [{ name: 'web', ...target }], endpoints: ['GET /'] }, {}, context).targets[0]?.launch;

const problemOf = (target: Partial<UserTarget>): string => {
  try {
    launchOf(target);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a target in a container', () => {
  it('is the name of one that runs, with a port, an address and the agent where they are given', () => {
    const none = { kind: 'container', container: 'shop-web-1', url: null, port: null, attach: false };
    expect(launchOf({ container: 'shop-web-1' })).to.deep.equal(none);
    const given = { url: 'http://172.18.0.3:3000', port: 3000, attach: true };
    expect(launchOf({ container: 'shop-web-1', ...given })).to.deep.equal({ ...none, ...given });
  });

  it('is a service of a compose file beside the configuration', () => {
    const compose = { file: 'docker-compose.yml', service: 'web' };
    expect(launchOf({ compose, env: { LOG_LEVEL: 'silent' } })).to.deep.equal({
      kind: 'compose',
      files: ['/shop/docker-compose.yml'],
      service: 'web',
      env: { LOG_LEVEL: 'silent' },
      port: null,
      stopGraceMs: 1_000,
      agent: true,
      steady: false,
    });
    const files = ['a.yml', '/b.yml'];
    expect(launchOf({ compose: { ...compose, file: files } })).to.deep.include({ files: ['/shop/a.yml', '/b.yml'] });
  });

  it('says what does not go together', () => {
    const compose = { file: 'docker-compose.yml', service: 'web' };
    expect(problemOf({ container: 'x', compose })).to.include('give either "container"');
    expect(problemOf({ container: 'x', command: 'node x.js' })).to.include('"command" does not go with "container"');
    expect(problemOf({ container: 'x', env: {} })).to.include('"env" does not go with "container"');
    expect(problemOf({ container: 'x', ready: { stdout: 'up' } })).to.include('give a path as "ready"');
    expect(problemOf({ compose, url: 'http://127.0.0.1:1' })).to.include('"url" does not go with "compose"');
    expect(problemOf({ compose, attach: true })).to.include('"attach" goes with "pid" or "container"');
    expect(problemOf({ compose: { file: [], service: 'web' } })).to.include('the path of a compose file');
  });
});
