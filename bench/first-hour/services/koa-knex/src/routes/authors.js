import Router from '@koa/router';
import { db } from '../db.js';
import { loggedIn } from '../logged-in.js';

export const authors = new Router();

authors.get('/', async (ctx) => {
  ctx.body = await db('authors').orderBy('name').limit(100);
});

authors.get('/:id', async (ctx) => {
  const author = await db('authors').where({ id: ctx.params.id }).first();
  ctx.assert(author, 404, 'no such author');
  ctx.body = { ...author, books: await db('books').where({ author_id: author.id }).select('id', 'title') };
});

authors.post('/', loggedIn, async (ctx) => {
  const { name } = ctx.request.body;
  ctx.assert(name, 422, 'name is required');
  const [author] = await db('authors').insert({ name }).returning('*');
  ctx.status = 201;
  ctx.body = author;
});
