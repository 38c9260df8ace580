import { expect } from 'chai';
import { fillProxyTemplate } from '../../../src/target/start-proxy.js';

describe('fillProxyTemplate', () => {
  it('fills in its own variables, wherever they stand, and leaves those of nginx alone', () => {
    const template = 'listen ${PORT}; server ${UPSTREAM}; pid ${FOLDER}/pid; log $host ${host} ${PORT};';
    const variables = { PORT: '8080', UPSTREAM: '127.0.0.1:3000', FOLDER: '/tmp/$&' };
    expect(fillProxyTemplate(template, variables)).to.equal(
      'listen 8080; server 127.0.0.1:3000; pid /tmp/$&/pid; log $host ${host} 8080;',
    );
  });
});
