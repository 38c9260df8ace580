import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';

/** Bounded: beyond this many entries the one unused for longest goes. */
const profiles = new LRUCache<string, string>({ max: 500 });

const readKey = (request: Request): string =>
  typeof request.query.key === 'string' ? request.query.key : randomUUID();

/** Some hundred bytes, as a rendered fragment would be. */
function renderProfile(key: string): string {
  const recommended = ['tea', 'coffee', 'cocoa'].map((sku) => ({ sku, href: `/products/${sku}?from=${key}` }));
  return JSON.stringify({ key, renderedAt: new Date().toISOString(), recommended });
}

export const cache: RequestHandler = (request, response) => {
  const key = readKey(request);
  const profile = profiles.get(key) ?? renderProfile(key);
  profiles.set(key, profile);
  response.type('json').send(profile);
};
