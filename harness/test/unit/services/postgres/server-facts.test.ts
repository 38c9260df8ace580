import { expect } from 'chai';
import { availableConnections } from '../../../../src/services/postgres/server-facts.js';

const facts = {
  version: '17.10',
  user: 'shop',
  isSuperuser: false,
  seesAllSessions: false,
  maxConnections: 100,
  reservedConnections: 3,
  roleLimit: -1,
  databaseLimit: -1,
};

describe('availableConnections', () => {
  it('is less the reserve for an ordinary role', () => expect(availableConnections(facts, false)).to.equal(96));
  it('is all of them for a superuser', () => expect(availableConnections(facts, true)).to.equal(99));
  it('honours the limits of role and database', () => {
    expect(availableConnections({ ...facts, roleLimit: 20 }, false)).to.equal(19);
    expect(availableConnections({ ...facts, roleLimit: 20, databaseLimit: 10 }, false)).to.equal(9);
  });
});
