/** A shop on Koa and knex. All of it but the login asks for a token. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import jwt from 'jsonwebtoken';
import knex from 'knex';
import Koa from 'koa';

const secret = process.env.JWT_SECRET;
const db = knex({ client: 'pg', connection: process.env.DATABASE_URL, pool: { min: 0, max: 10 } });

const derive = promisify(scrypt);
const hashOf = (password, salt) => derive(password, salt, 32, { N: 1024 });

async function createTables() {
  await db.schema.createTable('users', (table) => {
    table.increments('id');
    table.string('name').notNullable().unique();
    table.binary('salt').notNullable();
    table.binary('password_hash').notNullable();
  });
  await db.schema.createTable('products', (table) => {
    table.increments('id');
    table.string('name').notNullable();
    table.integer('price_cents').notNullable();
    table.timestamp('changed_at').notNullable().defaultTo(db.fn.now());
  });
}

async function fillTables() {
  const salt = randomBytes(16);
  await db('users').insert({ name: 'ada', salt, password_hash: await hashOf('correct horse', salt) });
  const names = Array.from({ length: 50 }, (_, index) => `product ${index + 1}`);
  await db('products').insert(names.map((name, index) => ({ name, price_cents: 100 + 35 * index })));
}

async function requireToken(context, next) {
  const [scheme, token] = (context.get('authorization') ?? '').split(' ');
  try {
    if (scheme !== 'Bearer') throw new Error('no bearer token');
    context.state.user = jwt.verify(token, secret);
  } catch {
    context.throw(401, 'log in first');
  }
  await next();
}

const open = new Router();

open.get('/healthz', (context) => {
  context.body = 'ok';
});

open.post('/login', async (context) => {
  const { name, password } = context.request.body;
  const user = await db('users').where({ name }).first();
  const isRight = user !== undefined && timingSafeEqual(await hashOf(password, user.salt), user.password_hash);
  if (!isRight) context.throw(401, 'wrong name or password');
  context.body = { token: jwt.sign({ name }, secret, { subject: String(user.id), expiresIn: '1h' }) };
});

const shop = new Router({ prefix: '/products' });
shop.use(requireToken);

shop.get('/', async (context) => {
  context.body = await db('products').orderBy('id').limit(20);
});

shop.get('/:id', async (context) => {
  const product = await db('products').where({ id: context.params.id }).first();
  context.assert(product, 404);
  context.body = product;
});

shop.post('/', async (context) => {
  const { name, priceCents } = context.request.body;
  const [product] = await db('products').insert({ name, price_cents: priceCents }).returning('*');
  context.status = 201;
  context.body = product;
});

shop.put('/:id', async (context) => {
  const { name, priceCents } = context.request.body;
  const change = { name, price_cents: priceCents, changed_at: db.fn.now() };
  const [product] = await db('products').where({ id: context.params.id }).update(change).returning('*');
  context.assert(product, 404);
  context.body = product;
});

await createTables();
await fillTables();

const app = new Koa();
app.use(bodyParser());
app.use(open.routes());
app.use(shop.routes()).use(shop.allowedMethods());

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
