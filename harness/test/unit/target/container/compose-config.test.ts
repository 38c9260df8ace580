import { expect } from 'chai';
import {
  composeText,
  composeVersionOf,
  dependenciesOfAll,
  parseComposeConfig,
} from '../../../../src/target/container/compose-config.js';

/** As docker-compose 1.29 prints it. */
const first = `
services:
  web:
    build:
      context: /shop
    command: node server.js
    depends_on: [redis]
    environment:
      EMPTY: null
      GREETING: a$$b
      NUMBER: 3
    ports:
    - 127.0.0.1:3001:3000/tcp
    - published: 9000
      target: 9001
    - 5353:53/udp
  redis:
    image: redis:7
    network_mode: host
version: '3.7'
`;

/** As Compose 2 prints it. */
const second = `
name: shop
services:
  web:
    image: shop-web
    depends_on:
      migrate:
        condition: service_completed_successfully
        required: true
    environment:
      - A=1=2
      - B
    ports:
      - mode: ingress
        target: 3000
        published: "3001"
        protocol: tcp
  migrate:
    image: shop-web
    depends_on:
      db: { condition: service_healthy }
  db:
    image: postgres:17
`;

describe('parseComposeConfig', () => {
  it('reads what Compose 1 prints', () => {
    const services = parseComposeConfig(first);
    expect(services.get('web')).to.deep.equal({
      image: null,
      hasBuild: true,
      buildContext: '/shop',
      environment: { GREETING: 'a$b', NUMBER: '3' },
      ports: [3000, 9001],
      dependsOn: [{ service: 'redis', condition: 'service_started' }],
      usesHostNetwork: false,
    });
    expect(services.get('redis')).to.deep.include({ image: 'redis:7', usesHostNetwork: true, hasBuild: false });
  });

  it('reads what Compose 2 prints', () => {
    expect(parseComposeConfig(second).get('web')).to.deep.include({
      image: 'shop-web',
      environment: { A: '1=2' },
      ports: [3000],
      dependsOn: [{ service: 'migrate', condition: 'service_completed_successfully' }],
    });
  });

  it('finds nothing in a file of another kind', () => {
    expect(parseComposeConfig('- a list').size).to.equal(0);
    expect(parseComposeConfig('').size).to.equal(0);
  });
});

describe('dependenciesOfAll', () => {
  it('follows dependencies, and survives a circle', () => {
    const services = parseComposeConfig(second.replace('image: postgres:17', 'depends_on: [web]'));
    expect(dependenciesOfAll(services, ['web']).map(({ service }) => service)).to.deep.equal(['migrate', 'db', 'web']);
  });
});

describe('composeVersionOf', () => {
  it('is the version that the file names, or none', () => {
    expect(composeVersionOf(first)).to.equal('3.7');
    expect(composeVersionOf(second)).to.equal(null);
  });
});

describe('composeText', () => {
  it('keeps Compose from replacing variables', () => {
    expect(composeText('a$b ${C}')).to.equal('a$$b $${C}');
  });
});
