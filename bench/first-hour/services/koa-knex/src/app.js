import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import session from 'koa-session';
import { api } from './routes/index.js';

export function createApp() {
  const app = new Koa();
  app.keys = [process.env.SESSION_KEY ?? 'library-session-key'];

  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      ctx.status = error.status ?? 500;
      ctx.body = { message: error.message };
      if (ctx.status >= 500) console.error(error);
    }
  });
  app.use(session({ key: 'library.sess', maxAge: 8 * 3600 * 1000 }, app));
  app.use(bodyParser());
  app.use(api.routes());
  app.use(api.allowedMethods());
  return app;
}
