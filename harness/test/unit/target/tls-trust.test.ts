import { expect } from 'chai';
import { trustFor } from '../../../src/target/tls-trust.js';

const pem = '-----BEGIN CERTIFICATE-----';
const nothingSaid = { ca: null, insecure: false };

describe('trustFor', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '[::1]']) {
    it(`takes any certificate on loopback: ${host}`, () => {
      expect(trustFor(`https://${host}:3000`, nothingSaid)).to.deep.equal({ rejectUnauthorized: false });
    });
  }

  it('looks who signed it on loopback where it is told whom to trust, and not at its name', () => {
    const trust = trustFor('https://127.0.0.1:3000', { ca: pem, insecure: false });
    expect(trust).to.include({ rejectUnauthorized: true, ca: pem });
    expect(trust.checkServerIdentity?.()).to.equal(undefined);
    expect(trust).to.have.property('checkServerIdentity');
  });

  for (const url of ['https://shop.test', 'https://localhost.shop.test', 'https://10.0.0.1', 'https://127.shop.test']) {
    it(`checks a certificate elsewhere: ${url}`, () => {
      expect(trustFor(url, nothingSaid)).to.deep.equal({ rejectUnauthorized: true });
      expect(trustFor(url, { ca: pem, insecure: false })).to.deep.equal({ rejectUnauthorized: true, ca: pem });
      expect(trustFor(url, { ca: null, insecure: true })).to.deep.equal({ rejectUnauthorized: false });
    });
  }
});
