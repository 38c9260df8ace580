import { expect } from 'chai';
import { routeOf } from '../../../bench/first-hour/route-of.js';

const routes = ['GET /', 'GET /orders', 'GET /orders/mine', 'GET /orders/:id', 'DELETE /orders/:id'];

describe('routeOf', () => {
  const cases: readonly [request: string, route: string | null][] = [
    ['GET /', 'GET /'],
    ['GET /orders', 'GET /orders'],
    ['GET /orders/', 'GET /orders'],
    ['GET /orders?page=1', 'GET /orders'],
    ['GET /orders/7', 'GET /orders/:id'],
    ['GET /orders/{n}', 'GET /orders/:id'],
    ['GET /orders/mine', 'GET /orders/mine'],
    ['DELETE /orders/7', 'DELETE /orders/:id'],
    ['POST /orders/7', null],
    ['GET /orders/7/items', null],
    ['GET /mine', null],
  ];
  for (const [request, route] of cases) {
    it(`${request} is ${route ?? 'none of them'}`, () => expect(routeOf(request, routes)).to.equal(route));
  }
});
