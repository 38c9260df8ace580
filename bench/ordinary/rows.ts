import type { UserEndpoint } from 'leakline';
import { signToken } from './sign-token.js';

/** One service as it is run, and what is true of it. */
export interface Row {
  readonly name: string;
  /** Path of the program below this folder. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly needsPostgres: boolean;
  readonly endpoints: readonly UserEndpoint[];
  /** Id of the one endpoint that leaks; null in a clean service. */
  readonly leaking: string | null;
}

const plain = { env: {}, needsPostgres: false, leaking: null };

const twentyEndpoints: readonly UserEndpoint[] = [
  'GET /status',
  'GET /version',
  'GET /time',
  'GET /products',
  'GET /products/{n}',
  'GET /products/7/price',
  'GET /search?q=product',
  'GET /page?from=10',
  'GET /hello/ada',
  'GET /menu',
  'GET /robots.txt',
  'GET /prices.csv',
  { path: '/old-menu', expectStatus: 302 },
  'GET /token',
  { path: '/echo', body: { text: 'tea', number: '{n}' } },
  { path: '/sum', body: { numbers: [1, 2, 3, 4, 5] } },
  { path: '/basket', body: { ids: [3, 5, 8] } },
  { path: '/digest', body: { text: 'word {n}' } },
  { path: '/contact', body: { mail: 'ada@example.com', text: 'When do you open?' } },
  { path: '/words', body: { text: 'one two two three three three' } },
];

/** Which of the twenty leaks in the second run of `twenty`: its index, and its id. */
const leakOfTwenty = { index: 6, id: 'GET /search?q=product' };

const slowEndpoints: readonly UserEndpoint[] = [
  'GET /weather',
  'GET /stops/{n}',
  'GET /search?q=tram',
  'GET /terms',
  { path: '/tickets', body: { zone: 'B' } },
  { path: '/feedback', body: { text: 'The tram was late.' } },
];

const jwtSecret = 'a secret of this benchmark';

/** Both shops answer the same requests. */
function shopEndpoints(): readonly UserEndpoint[] {
  const headers = { authorization: `Bearer ${signToken({ name: 'ada', sub: '1' }, jwtSecret)}` };
  return [
    { method: 'GET', path: '/products', headers },
    { method: 'GET', path: '/products/7', headers },
    { path: '/products', headers, body: { name: 'tea {n}', priceCents: 450 } },
    { method: 'PUT', path: '/products/7', headers, body: { name: 'tea {n}', priceCents: 480 } },
    { path: '/login', body: { name: 'ada', password: 'correct horse' } },
  ];
}

const shop = { env: { JWT_SECRET: jwtSecret }, needsPostgres: true, endpoints: shopEndpoints(), leaking: null };

/** Every run of this benchmark. */
export const rows: readonly Row[] = [
  {
    ...plain,
    name: 'bcrypt-login',
    program: 'services/bcrypt-login.mjs',
    endpoints: [{ path: '/login', body: { name: 'ada', password: 'correct horse' } }, 'GET /health'],
  },
  { ...plain, name: 'twenty', program: 'services/twenty.mjs', endpoints: twentyEndpoints },
  {
    ...plain,
    name: 'twenty, one leaks',
    program: 'services/twenty.mjs',
    env: { LEAK: String(leakOfTwenty.index) },
    endpoints: twentyEndpoints,
    leaking: leakOfTwenty.id,
  },
  { ...plain, name: 'slow-six', program: 'services/slow-six.mjs', endpoints: slowEndpoints },
  { ...plain, name: 'slow-one', program: 'services/slow-one.mjs', endpoints: ['GET /report'] },
  { ...shop, name: 'koa-shop', program: 'services/koa-shop.mjs' },
  { ...shop, name: 'nest-shop', program: 'services/nest-shop/dist/main.js' },
];
