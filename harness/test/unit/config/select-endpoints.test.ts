import { expect } from 'chai';
import { selectEndpoints } from '../../../src/config/select-endpoints.js';
import { resolve } from './minimal-config.js';

const config = resolve({
  targets: [
    { name: 'both', command: 'node a.js' },
    { name: 'other', command: 'node b.js', endpoints: ['/other'] },
  ],
  endpoints: ['/api/database', '/api/redis'],
});

describe('config/select-endpoints', () => {
  it('keeps the endpoints named, and the targets that have any', () => {
    const { targets } = selectEndpoints(config, ['GET /api/redis']);
    expect(targets.map(({ name, endpoints }) => [name, endpoints.map(({ id }) => id)])).to.deep.equal([
      ['both', ['GET /api/redis']],
    ]);
    expect(Object.isFrozen(targets[0]?.endpoints)).to.equal(true);
  });

  it('refuses an endpoint that no target has', () => {
    expect(() => selectEndpoints(config, ['GET /api/databse'])).to.throw(
      'No target has an endpoint "GET /api/databse"; did you mean "GET /api/database"?',
    );
    expect(() => selectEndpoints(config, ['x'])).to.throw(
      'No target has an endpoint "x"; the configuration has: GET /api/database, GET /api/redis, GET /other',
    );
  });
});
