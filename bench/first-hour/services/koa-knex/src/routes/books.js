import Router from '@koa/router';
import { db } from '../db.js';
import { loggedIn } from '../logged-in.js';

export const books = new Router({ prefix: '/books' });

books.get('/', async (ctx) => {
  const query = db('books').join('authors', 'authors.id', 'books.author_id');
  if (ctx.query.year) query.where({ year: Number(ctx.query.year) });
  ctx.body = await query.select('books.id', 'books.title', 'books.year', 'authors.name as author').limit(100);
});

books.get('/:id', async (ctx) => {
  const book = await db('books').where({ id: ctx.params.id }).first();
  ctx.assert(book, 404, 'no such book');
  ctx.body = book;
});

books.del('/:id', loggedIn, async (ctx) => {
  await db('books').where({ id: ctx.params.id }).del();
  ctx.status = 204;
});
