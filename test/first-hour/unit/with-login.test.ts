import { expect } from 'chai';
import { withLogin } from '../../../bench/first-hour/with-login.js';

const written = `export default defineConfig({
  targets: [],
  // before: [],
  endpoints: [
    'GET /health',
    // 'GET /me',  // answered 401: give it a login
    // { method: 'POST', path: '/me', body: {} },  // needs a body
  ],
});
`;

describe('withLogin', () => {
  it('puts the login in, and drives what was refused', () => {
    expect(withLogin(written, "before: ['POST /login'],")).to.equal(`export default defineConfig({
  targets: [],
  // before: [],
  before: ['POST /login'],
  endpoints: [
    'GET /health',
    'GET /me',  // answered 401: give it a login
    // { method: 'POST', path: '/me', body: {} },  // needs a body
  ],
});
`);
  });
});
