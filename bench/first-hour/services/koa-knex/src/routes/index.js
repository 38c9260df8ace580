import Router from '@koa/router';
import { authors } from './authors.js';
import { books } from './books.js';
import { loans } from './loans.js';
import { session } from './session.js';

export const api = new Router({ prefix: '/api/v1' });

api.get('/status', (ctx) => {
  ctx.body = { up: true, uptime: process.uptime() };
});

api.use('/authors', authors.routes(), authors.allowedMethods());
api.use(books.routes());
api.use('/loans', loans.routes());
api.use('/session', session.routes());
