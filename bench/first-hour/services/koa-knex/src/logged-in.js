export async function loggedIn(ctx, next) {
  ctx.assert(ctx.session.user, 401, 'log in first');
  await next();
}
