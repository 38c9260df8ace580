import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { findDockerHost } from '../../../../src/target/container/docker-host.js';

describe('findDockerHost', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-docker-host-'));
  const id = createHash('sha256').update('rootless').digest('hex');
  before(() => {
    mkdirSync(path.join(folder, 'contexts/meta', id), { recursive: true });
    const metadata = { Name: 'rootless', Endpoints: { docker: { Host: 'unix:///run/user/1000/docker.sock' } } };
    writeFileSync(path.join(folder, 'contexts/meta', id, 'meta.json'), JSON.stringify(metadata));
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ currentContext: 'rootless' }));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is DOCKER_HOST before any context', () => {
    const environment = { DOCKER_HOST: 'unix:///x.sock', DOCKER_CONTEXT: 'rootless', DOCKER_CONFIG: folder };
    expect(findDockerHost(environment)).to.equal('unix:///x.sock');
  });

  it('is that of the context in use', () => {
    expect(findDockerHost({ DOCKER_CONFIG: folder })).to.equal('unix:///run/user/1000/docker.sock');
    expect(findDockerHost({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: 'default' })).to.equal(null);
  });

  it('is none for a context that is not there, and without a configuration', () => {
    expect(findDockerHost({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: 'gone' })).to.equal(null);
    expect(findDockerHost({ DOCKER_CONFIG: path.join(folder, 'none') })).to.equal(null);
  });
});
