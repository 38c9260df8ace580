import { createHash, timingSafeEqual } from 'node:crypto';
import Router from '@koa/router';
import { loggedIn } from '../logged-in.js';

const digest = (text) => createHash('sha256').update(text).digest();
const passwords = new Map([['librarian', digest(process.env.LIBRARIAN_PASSWORD ?? 'quiet please')]]);

export const session = new Router();

session.post('/', (ctx) => {
  const { username = '', password = '' } = ctx.request.body;
  const expected = passwords.get(username);
  ctx.assert(expected && timingSafeEqual(expected, digest(password)), 401, 'wrong name or password');
  ctx.session.user = username;
  ctx.body = { user: username };
});

session.get('/', loggedIn, (ctx) => {
  ctx.body = { user: ctx.session.user };
});

session.del('/', (ctx) => {
  ctx.session = null;
  ctx.status = 204;
});
