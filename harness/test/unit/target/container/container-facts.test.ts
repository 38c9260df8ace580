import { expect } from 'chai';
import {
  type InspectedContainer,
  readContainerFacts,
  urlOf,
} from '../../../../src/target/container/container-facts.js';

const inspected = (changes: Partial<InspectedContainer> = {}): InspectedContainer => ({
  Id: 'f00d',
  Name: '/shop-web-1',
  State: { Running: true, Paused: false, Pid: 4711, Status: 'running' },
  Config: { WorkingDir: '/app', ExposedPorts: { '3000/tcp': {}, '53/udp': {} } },
  HostConfig: { NetworkMode: 'shop_default', Memory: 0 },
  NetworkSettings: { Ports: {} },
  ...changes,
});

describe('readContainerFacts', () => {
  it('reads name, process and folder', () => {
    expect(readContainerFacts(inspected())).to.deep.include({
      name: 'shop-web-1',
      pid: 4711,
      status: 'running',
      workingFolder: '/app',
      exposedPorts: [3000],
      publishedPorts: [],
      memoryLimitBytes: null,
    });
  });

  it('lists a port once that is published for IPv4 and IPv6, on loopback where it is on all addresses', () => {
    const places = ['0.0.0.0', '::'].map((HostIp) => ({ HostIp, HostPort: '49153' }));
    const { publishedPorts } = readContainerFacts(
      inspected({ NetworkSettings: { Ports: { '3000/tcp': places, '9229/tcp': null, '53/udp': places } } }),
    );
    expect(publishedPorts).to.deep.equal([{ containerPort: 3000, host: '127.0.0.1', hostPort: 49_153 }]);
  });

  it('tells a paused container and a limit', () => {
    const State = { Running: true, Paused: true, Pid: 1, Status: 'running' };
    const facts = readContainerFacts(inspected({ State, HostConfig: { NetworkMode: 'host', Memory: 1024 } }));
    expect(facts).to.deep.include({ status: 'paused', memoryLimitBytes: 1024, usesHostNetwork: true });
  });
});

describe('urlOf', () => {
  it('puts IPv6 into brackets', () => {
    expect(urlOf({ host: '::1', hostPort: 80 })).to.equal('http://[::1]:80');
    expect(urlOf({ host: '127.0.0.1', hostPort: 3000 })).to.equal('http://127.0.0.1:3000');
  });
});
