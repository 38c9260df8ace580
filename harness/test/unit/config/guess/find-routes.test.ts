import { expect } from 'chai';
import { findMounts, findRoutes } from '../../../../src/config/guess/find-routes.js';

describe('findRoutes', () => {
  const cases: readonly (readonly [what: string, source: string, routes: readonly string[]])[] = [
    ['Express', 'app.get(\'/users\', list); app.post("/users", add);', ['GET /users', 'POST /users']],
    ['a router', 'router\n  .delete(`/users/:id`, remove)', ['DELETE /users/:id']],
    ['Fastify', "fastify.get<{ Params: P }>('/a', h); fastify.put('/b', h)", ['GET /a', 'PUT /b']],
    ['route objects', "server.route({ method: 'PATCH', url: '/c', handler })", ['PATCH /c']],
    ['a plain server', "if (request.url === '/d') {} else if (pathname == '/e') {}", ['GET /d', 'GET /e']],
    ['a table', "const routes = { '/f': handler, '/g/{id}': other };", ['GET /f', 'GET /g/{id}']],
    ['clients', "axios.get('/no'); await client.post('/no'); cache.get('/no')", []],
    ['comments', "// app.get('/no', h)\n/* app.get('/no', h) */ app.get('/yes', h)", ['GET /yes']],
    ['text that is no path', "map.get('x'); app.get('env'); 'https://a.b/c'", []],
  ];

  for (const [what, source, routes] of cases) {
    it(`reads ${what}`, () => {
      expect(findRoutes(source).map(({ method, path }) => `${method} ${path}`)).to.deep.equal(routes);
    });
  }
});

describe('findMounts', () => {
  it('follows imports and require', () => {
    const source = `
      import users from './routes/users.js';
      import { orders } from './routes/orders.js';
      const items = require('./items');
      app.use('/users', users); app.use("/orders", orders); app.use('/items', items);
      app.use('/inline', require('./inline')); app.use('/static', express.static('x')); app.use(cors());
      fastify.register(users, { prefix: '/v2' });`;
    expect(findMounts(source)).to.deep.equal([
      { prefix: '/users', module: './routes/users.js' },
      { prefix: '/orders', module: './routes/orders.js' },
      { prefix: '/items', module: './items' },
      { prefix: '/inline', module: './inline' },
      { prefix: '/v2', module: './routes/users.js' },
    ]);
  });
});
