import Router from '@koa/router';
import { db } from '../db.js';
import { loggedIn } from '../logged-in.js';

export const loans = new Router();

loans.use(loggedIn);

loans.get('/', async (ctx) => {
  ctx.body = await db('loans').orderBy('due_at').limit(50);
});

loans.get('/overdue', async (ctx) => {
  ctx.body = await db('loans').where('due_at', '<', db.fn.now());
});
